using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Tests.Journal;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Trail;

/// <summary>A writer whose turns the test takes, on a simulated disk.</summary>
internal sealed class TrailRig
{
    public TrailRig(Func<TimeProvider, IJournalTap>? tap = null, int maxPendingBytes = 8 * 1024 * 1024)
    {
        Journal = new() { SegmentBytes = 1024 * 1024, MaxPendingBytes = maxPendingBytes };
        Writer = new(Ring, Journal.Open(), new(DigestKey.OfProcess()), Losses, new(new AuditMeter()), TimeSpan.FromMilliseconds(50), Journal.Clock, NullLogger.Instance, tap: tap?.Invoke(Journal.Clock));
    }

    public JournalRig Journal { get; }

    public AuditRing Ring { get; } = new(64);

    public AuditLosses Losses { get; } = new();

    public AuditWriter Writer { get; }

    public void BreakDisk() => (Journal.Disk.FailAt, Journal.Disk.Failures) = (Journal.Disk.Calls, int.MaxValue / 2);

    public void RepairDisk() => Journal.Disk.FailAt = int.MaxValue;

    public AuditRecord Decision(AuditOutcome outcome = AuditOutcome.Allowed, string? code = null, IPAddress? address = null) => new(
        new() { Type = "access", Time = Journal.Clock.GetUtcNow(), Outcome = outcome, Code = code, ClientAddress = address ?? IPAddress.Loopback },
        AuditClass.Buffered);

    /// <summary>Records what somebody waits for.</summary>
    public Task<bool> Require()
    {
        var waiter = new AuditWaiter();
        Assert.True(Ring.TryAdd(new(Decision().Decision, AuditClass.Required), waiter) >= 0);
        return waiter.Task;
    }

    public void Pass(TimeSpan time)
    {
        Journal.Clock.Advance(time);
        Writer.Turn();
    }

    /// <summary>The records on disk, but the journal's own.</summary>
    public IReadOnlyList<JsonElement> Records() =>
    [
        .. from file in Journal.Disk.Files().OrderBy(static file => file.Key, StringComparer.Ordinal)
           where file.Key.EndsWith(".jsonl", StringComparison.Ordinal)
           from line in Encoding.ASCII.GetString(file.Value).Split('\n')
           where line.StartsWith('{')
           let record = JsonDocument.Parse(line).RootElement
           where !record.GetProperty("type").GetString()!.StartsWith("journal.", StringComparison.Ordinal)
           select record,
    ];

    public IReadOnlyList<string> Types() => [.. Records().Select(static record => record.GetProperty("type").GetString()!)];
}
