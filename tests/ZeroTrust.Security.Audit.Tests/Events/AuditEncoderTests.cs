using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Tests.Events;

public sealed class AuditEncoderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Fact]
    public void Decision_HasItsFixedMembers()
    {
        var decision = new AuditDecision
        {
            Type = "access",
            Time = Now,
            Outcome = AuditOutcome.Allowed,
            Caller = new() { User = new("corporate", "alice"), Service = new("gateway", "mesh", "spiffe") { Through = ["edge", "bff"] }, Client = "app", Tenant = "acme" },
            Resource = "/orders/{id}",
            Action = "GET",
            ConnectionId = "0HN1",
            ClientAddress = IPAddress.Parse("::ffff:127.0.0.1"),
            ForwardedAddress = IPAddress.Parse("2001:db8::7"),
        };

        Assert.Equal(
            """{"type":"access","id":"01890a5d-ac96-774b-bcce-b302099a8057","time":"2026-01-02T03:04:05.6780000Z","class":"buffered","outcome":"allowed","user":"alice","issuer":"corporate","service":"gateway","service_issuer":"mesh","through":"edge, bff","client":"app","tenant":"acme","resource":"/orders/{id}","action":"GET","connection_id":"0HN1","client_ip":"127.0.0.1","forwarded_ip":"2001:db8::7"}""",
            Encode(new AuditRecord(decision, AuditClass.Buffered)));
    }

    [Fact]
    public void Details_KeepTheirTypes()
    {
        using var json = JsonDocument.Parse(Encode("refund", null, [new("amount", 89.90m), new("partly", false), new("note", (string?)null), new("to", "x")]));

        Assert.Equal("""{"amount":89.90,"partly":false,"note":null,"to":"x"}""", json.RootElement.GetProperty("details").GetRawText());
    }

    [Fact]
    public void J11_EveryCharacter_StaysOnOnePrintableLine()
    {
        // All there are, halves of pairs among them.
        for (var start = 0; start <= 0x10FFFF; start += 50)
        {
            var text = string.Concat(Enumerable.Range(start, Math.Min(50, 0x110000 - start)).Select(static code => code is >= 0xD800 and <= 0xDFFF ? $"{(char)code}-" : char.ConvertFromUtf32(code)));
            var line = Encode("view", text, [new("note", text)]);

            Assert.False(line.AsSpan().ContainsAnyExceptInRange(' ', '~'), $"U+{start:X}");
            using var json = JsonDocument.Parse(line);
            var readable = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(readable, json.RootElement.GetProperty("resource").GetString());
            Assert.Equal(readable, json.RootElement.GetProperty("details").GetProperty("note").GetString());
        }
    }

    [Theory]
    [InlineData("\",\"outcome\":\"allowed")]
    [InlineData("\\\",\"outcome\":\"allowed\",\"x\":\"")]
    [InlineData("}\n{\"type\":\"access\",\"outcome\":\"allowed\"}")]
    [InlineData("\\u0022,\\u0022outcome\\u0022:\\u0022allowed")]
    public void J12_TextInAnyField_AddsNoMember(string text)
    {
        using var json = JsonDocument.Parse(Encode(AuditRecord.Of(EveryField(text) with { Details = [new("note", text)] }, AuditClass.Required, Now)));
        var members = json.RootElement.EnumerateObject().Select(static member => member.Name).ToList();

        Assert.Equal(members.Distinct(StringComparer.Ordinal), members);
        Assert.Equal("denied", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(text, json.RootElement.GetProperty("user").GetString());
        Assert.Equal(text, json.RootElement.GetProperty("details").GetProperty("note").GetString());
    }

    [Fact]
    public void J13_OversizedFields_AreCutWithADigest()
    {
        var huge = new string('x', 1 << 20);
        using var json = JsonDocument.Parse(Encode("view", huge, []));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(huge)));

        Assert.Equal($"{huge[..AuditEncoder.MaxTextBytes]}[cut of 1048576 characters, sha256 {hash}]", json.RootElement.GetProperty("resource").GetString());
    }

    [Fact]
    public void J13_ManyDetailsAndHugeFields_StayWithinAnEvent()
    {
        var huge = new string('\u202e', 50_000);
        var auditEvent = EveryField(huge) with { Details = [.. Enumerable.Range(0, 300).Select(i => new AuditDetail($"d{i}", huge))] };

        var line = Encode(AuditRecord.Of(auditEvent, AuditClass.Required, Now));

        Assert.InRange(line.Length, 1, AuditEncoder.MaxEventBytes);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(300, json.RootElement.GetProperty("details").EnumerateObject().Count() + json.RootElement.GetProperty("details_cut").GetInt32());
    }

    [Fact]
    public void J14_CredentialShapedText_IsMaskedInWhatTheApplicationNames()
    {
        const string Canary = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ";
        AuditDetail[] details = [new("error", $"token={Canary} was refused"), new("card", AuditValue.Digest("4111-canary"))];

        var line = Encode(AuditRecord.Of(new() { Type = "export", Outcome = AuditOutcome.Failed, Resource = $"from {Canary}", Reason = $"Bearer {Canary}", Details = details }, AuditClass.Required, Now));

        Assert.DoesNotContain("canary", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("eyJ", line, StringComparison.Ordinal);
        Assert.Contains("\"error\":\"token=[masked] was refused\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void J15_DigestOfAFourDigitValue_IsNotFoundByTryingAll()
    {
        using var secret = new Secret(Encoding.ASCII.GetBytes(new string('k', 32)));
        using var other = new Secret(Encoding.ASCII.GetBytes(new string('l', 32)));
        var recorded = new DigestKey("2026-a", secret).Of("4711");
        var dictionary = Enumerable.Range(0, 10_000)
            .Select(static value => Encoding.ASCII.GetBytes(value.ToString("D4", CultureInfo.InvariantCulture)))
            .SelectMany(static value => new[] { SHA256.HashData(value), HMACSHA256.HashData(Array.Empty<byte>(), value), HMACSHA256.HashData("2026-a"u8, value) })
            .Select(static hash => Convert.ToHexStringLower(hash.AsSpan(0, 16)))
            .ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(recorded.Split(':')[2], dictionary);
        Assert.Equal(recorded, new DigestKey("2026-a", secret).Of("4711"));
        Assert.NotEqual(recorded, new DigestKey("2026-a", other).Of("4711"));
        Assert.StartsWith("hmac-sha256:2026-b:", new DigestKey("2026-b", other).Of("4711"), StringComparison.Ordinal);
        Assert.NotEqual(DigestKey.OfProcess().Of("4711"), DigestKey.OfProcess().Of("4711"));
    }

    private static AuditEvent EveryField(string text) => new()
    {
        Type = "refund",
        Outcome = AuditOutcome.Denied,
        Caller = new() { User = new(text, text), Service = new(text, text, text), Client = text, Tenant = text },
        Resource = text,
        Action = text,
        Code = text,
        Reason = text,
        Unverified = new(text, text, text),
        RequestId = text,
        ConnectionId = text,
        TraceId = text,
    };

    private static string Encode(string type, string? resource, IReadOnlyList<AuditDetail> details) =>
        Encode(AuditRecord.Of(new() { Type = type, Outcome = AuditOutcome.Allowed, Resource = resource, Details = details }, AuditClass.Required, Now));

    private static string Encode(AuditRecord record) => Encoding.ASCII.GetString(new AuditEncoder(DigestKey.OfProcess()).Encode(record, Id));
}
