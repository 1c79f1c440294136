using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Tests.Events;

/// <summary>The encoder keeps how callers were written: what it then writes must be what it would write without.</summary>
public sealed class KeptCallersTests
{
    private readonly AuditEncoder _encoder = new(DigestKey.OfProcess());

    /// <summary>Many times more than there are places, so that each place serves many.</summary>
    [Fact]
    public void J12_ManyCallers_AreNeverTakenForOneAnother()
    {
        var callers = Enumerable.Range(0, 5_000).Select(static i => new Caller { User = new("corporate", $"user-{i}"), Tenant = $"tenant-{i}" }).ToList();
        foreach (var caller in callers.Concat(callers).Concat(callers.Select(static (caller, i) => i % 2 == 0 ? caller : new() { User = caller.User })))
        {
            using var json = JsonDocument.Parse(Encode(caller));
            Assert.Equal(caller.User!.Subject, json.RootElement.GetProperty("user").GetString());
            Assert.Equal(caller.Tenant, json.RootElement.TryGetProperty("tenant", out var tenant) ? tenant.GetString() : null);
        }
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("\"\\\u202E\uD83D\uDE00\uD83D")]
    [InlineData("")]
    public void ACaller_IsWrittenTheSameTheSecondTime(string name)
    {
        var caller = new Caller { User = new("corporate", name), Service = new("gateway", "mesh", "spiffe") { Through = ["edge", name] }, Client = name, Tenant = name };

        Assert.Equal(Encode(caller), Encode(caller));
        Assert.Equal(Encode(caller), Encode(new() { User = caller.User, Service = caller.Service, Client = name, Tenant = name }));
    }

    [Fact]
    public void J13_ALongCaller_IsCutTheSecondTimeToo()
    {
        var caller = new Caller { User = new("corporate", new('a', 5_000)) };

        Assert.Equal(Encode(caller), Encode(caller));
        Assert.Contains("[cut of 5000 characters", Encode(caller), StringComparison.Ordinal);
    }

    [Fact]
    public void ACallerThatIsKept_IsCutTightWhereTheEventIsFull()
    {
        var caller = new Caller { User = new("corporate", new('a', 200)) };
        Encode(caller);

        var full = new string('\u0001', 1_000);
        var line = Encode(caller, full);

        Assert.True(line.Length <= AuditEncoder.MaxEventBytes);
        Assert.Contains("[cut of 200 characters", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_OfADecision_AllocatesNothing()
    {
        var caller = new Caller { User = new("corporate", "alice") };
        var record = Record(caller, "GET");
        _encoder.Encode(record, Guid.Empty);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _encoder.Encode(record, Guid.Empty);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string Encode(Caller caller, string? text = null) => Encoding.ASCII.GetString(_encoder.Encode(Record(caller, text), Guid.Empty));

    private static AuditRecord Record(Caller caller, string? text) => new(
        new()
        {
            Type = "access",
            Time = DateTimeOffset.UnixEpoch,
            Outcome = AuditOutcome.Allowed,
            Caller = caller,
            Resource = text,
            Action = text,
            Code = text,
            Reason = text,
            RequestId = text,
            ConnectionId = text,
            TraceId = text,
            Unverified = text is null ? null : new(text, text, null),
        },
        AuditClass.Buffered);
}
