using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Tests.Journal;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>Acts whose process died between the action and its outcome.</summary>
public sealed class UnknownOutcomeTests
{
    private readonly JournalRig _rig = new() { SegmentBytes = 2_000 };
    private readonly AuditEncoder _encoder = new(DigestKey.OfProcess());
    private JournalAppender _journal = null!;
    private JournalFeed _feed = null!;

    public UnknownOutcomeTests() => Open();

    [Theory]
    [InlineData(16_384)]
    [InlineData(2)]
    public async Task J17_AnActWithoutAnOutcome_IsAnsweredOnce_OverRestartsAndRuns(int maxOpen)
    {
        var open = new List<Guid>();
        for (var run = 0; run < 5; run++)
        {
            for (var act = 0; act < 7; act++)
            {
                var id = Begin();
                if (act % 3 == 0)
                {
                    open.Add(id);
                }
                else
                {
                    Complete(id);
                }
            }

            Crash();
            await RecoverAsync(maxOpen);
        }

        Crash();
        await RecoverAsync(maxOpen);
        AssertUnknown(open);
        Assert.Null(_rig.Verify().Finding);
    }

    [Fact]
    public async Task J17_ACrashAtAnyCallOfTheRecovery_AnswersEachActOnce()
    {
        for (var cut = 0; ; cut++)
        {
            var test = new UnknownOutcomeTests();
            var open = new[] { test.Begin(), test.Begin(), test.Begin() };
            test.Complete(test.Begin());
            test.Crash();
            test._rig.Disk.CutAt = test._rig.Disk.Calls + cut;
            var whole = false;
            try
            {
                await test.RecoverAsync();
                whole = true;
            }
            catch (SimulatedDisk.PowerCutException)
            {
                test._rig.Disk.CutAt = int.MaxValue;
                test.Crash();
                await test.RecoverAsync();
            }

            test.AssertUnknown(open);
            if (whole)
            {
                Assert.True(cut > 10);
                return;
            }
        }
    }

    [Fact]
    public async Task J17_ARecoveryThatFails_IsTriedAgain_WithoutSayingAnythingTwice()
    {
        var open = new[] { Begin(), Begin(), Begin() };
        Crash();
        var calls = 0;
        var recovery = Recovery(auditEvent => ++calls == 2 ? throw new AuditUnavailableException("not now") : Record(auditEvent));
        await Assert.ThrowsAsync<AuditUnavailableException>(() => recovery.RunAsync(default).AsTask());

        await recovery.RunAsync(default);
        await recovery.RunAsync(default);

        AssertUnknown(open);
    }

    [Fact]
    public async Task J17_ActsOfThisRun_AndWordsInDetails_AreNoActsOfEarlierRuns()
    {
        Write(new() { Type = "note", Outcome = AuditOutcome.Allowed, Details = [new("outcome", "started"), new("intent", "x")] });
        Crash();
        var recovery = Recovery(Record);
        Begin();

        await recovery.RunAsync(default);

        AssertUnknown([]);
    }

    private void Open()
    {
        _journal = _rig.Open();
        _feed = new(_rig.Disk.Mount());
        _feed.Publish(_journal);
    }

    private void Crash()
    {
        _rig.Disk.CutPower();
        Open();
    }

    private IntentRecovery Recovery(Func<AuditEvent, ValueTask> record, int maxOpen = 16_384) => new(
        _feed,
        record,
        own =>
        {
            var committed = _journal.CommitOwn(own).Succeeded;
            _feed.Publish(_journal);
            return Task.FromResult(committed);
        },
        _rig.Clock,
        NullLogger.Instance) { MaxOpen = maxOpen };

    private Task RecoverAsync(int maxOpen = 16_384) => Recovery(Record, maxOpen).RunAsync(default).AsTask();

    private Guid Begin() => Write(new() { Type = "refund", Resource = "4711", Outcome = AuditOutcome.Started, Id = Guid.CreateVersion7() });

    private void Complete(Guid intent) => Write(new() { Type = "refund", Resource = "4711", Outcome = AuditOutcome.Allowed, Intent = intent });

    private ValueTask Record(AuditEvent auditEvent)
    {
        Write(auditEvent);
        return default;
    }

    private Guid Write(AuditEvent auditEvent)
    {
        var id = auditEvent.Id == Guid.Empty ? Guid.CreateVersion7() : auditEvent.Id;
        Assert.True(_journal.Append(_encoder.Encode(AuditRecord.Of(auditEvent, AuditClass.Required, _rig.Clock.GetUtcNow()), id), required: true));
        Assert.True(_journal.Commit().Succeeded);
        _feed.Publish(_journal);
        return id;
    }

    private void AssertUnknown(IEnumerable<Guid> expected)
    {
        var unknown =
            from file in _rig.Disk.Files().OrderBy(static file => file.Key, StringComparer.Ordinal)
            where file.Key.EndsWith(".jsonl", StringComparison.Ordinal)
            from line in Encoding.ASCII.GetString(file.Value).Split('\n')
            where line.Contains("\"outcome\":\"unknown\"", StringComparison.Ordinal)
            let record = JsonDocument.Parse(line).RootElement
            select (record.GetProperty("intent").GetGuid(), record.GetProperty("type").GetString(), record.GetProperty("resource").GetString(), record.GetProperty("class").GetString());
        Assert.Equal(expected.Select(static id => (id, "refund", "4711", "required")).Order(), unknown.Select(static found => (found.Item1, found.Item2!, found.Item3!, found.Item4!)).Order());
    }
}
