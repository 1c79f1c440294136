using System.Globalization;
using System.Net;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>Events such as services record.</summary>
internal static class TestEvents
{
    public static void Record(IAuditTrail trail, IEnumerable<AuditEvent> events)
    {
        foreach (var entry in events)
        {
            trail.Record(entry);
        }
    }

    public static IEnumerable<AuditEvent> Refunds(int count) => Enumerable.Range(0, count).Select(static number => new AuditEvent
    {
        Type = "refund",
        Outcome = number % 10 == 0 ? AuditOutcome.Denied : AuditOutcome.Allowed,
        Class = AuditClass.Buffered,
        Caller = new() { User = new("corporate", string.Create(CultureInfo.InvariantCulture, $"user-{number % 1000}")), Client = "web" },
        Resource = "/refunds/{id}",
        Action = "POST",
        RequestId = string.Create(CultureInfo.InvariantCulture, $"0HN8V3Q2K1L4M:{number:x8}"),
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        ClientAddress = IPAddress.Parse("203.0.113.7"),
        Details = [new("amount", 89.99m), new("number", number)],
    });

    public static AuditEvent Whole() => new()
    {
        Type = "refund",
        Time = new(2026, 11, 22, 10, 15, 30, 123, 456, TimeSpan.Zero),
        Outcome = AuditOutcome.Failed,
        Class = AuditClass.Buffered,
        Caller = new() { User = new("corporate", "alice"), Service = new("orders", "mesh", "spiffe://orders") { Through = ["gateway", "portal"] }, Client = "web", Tenant = "acme" },
        Resource = "/refunds/{id}",
        Action = "POST",
        Code = "access_denied",
        Reason = "Owner",
        Unverified = new("corporate", "https://id.example", "key-7"),
        RequestId = "0HN8V3Q2K1L4M:00000007",
        ConnectionId = "0HN8V3Q2K1L4M",
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        ClientAddress = IPAddress.Parse("2001:db8::7"),
        ForwardedAddress = IPAddress.Parse("203.0.113.7"),
        Repeated = true,
        Intent = new("0193e3a2-7c4e-7d11-9b1f-0c8f5a6d7e21"),
        Details = [new("amount", 89.99m), new("note", "for \"Zoë\""), new("partial", true)],
    };

    public static AuditEvent Named(string text) => new()
    {
        Type = "refund",
        Outcome = AuditOutcome.Denied,
        Class = AuditClass.Buffered,
        Caller = new() { User = new("vectors", text) },
        Resource = text,
        Details = [new("text", text)],
    };
}
