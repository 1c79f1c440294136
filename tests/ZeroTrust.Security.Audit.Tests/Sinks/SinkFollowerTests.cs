using System.Text;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class SinkFollowerTests
{
    [Fact]
    public void Step_DeliversTheJournalsLines_InOrder_WithTheEventsIds()
    {
        using var rig = new SinkRig();
        var seen = new List<AuditSinkRecord>();
        var sink = new StoreSink { Behaviour = (_, batch, _) => new(Keep(seen, batch)) };
        rig.Write(3);
        SinkRig.Deliver(rig.Follow(sink));

        var lines = Encoding.ASCII.GetString(rig.Journal.Disk.Files()["audit-00000001.jsonl"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines, seen.Select(static record => Encoding.ASCII.GetString(record.Line.Span)));
        Assert.Equal([1, 2, 3, 4], seen.Select(static record => record.Number));
        Assert.Equal([SinkRig.Id(0), SinkRig.Id(1), SinkRig.Id(2)], seen.Skip(1).Select(static record => record.Id));
    }

    [Fact]
    public void Step_WhatTheTargetCanNeverStore_IsCountedAndPassedOver()
    {
        using var rig = new SinkRig();
        using var measured = rig.Listen();
        var sink = new StoreSink { Behaviour = static (_, batch, _) => new(AuditSinkResult.StoredAll(batch) with { Aside = [new(SinkRig.Id(1), "mapper_parsing_exception")] }) };
        var follower = rig.Follow(sink);
        rig.Write(3);
        SinkRig.Deliver(follower);

        Assert.Equal((0, 4, 1), (follower.Lag, measured["delivered"], measured["aside"]));
    }

    [Fact]
    public void Step_WhatIsNotCommitted_IsNotDelivered()
    {
        using var rig = new SinkRig();
        var sink = new StoreSink();
        var follower = rig.Follow(sink);
        rig.Write(2);
        rig.Append(5);

        Assert.Equal(rig.Options.MaxAge, SinkRig.Deliver(follower));
        rig.AssertHasAll(sink);
        rig.Commit();
        SinkRig.Deliver(follower);
        rig.AssertHasAll(sink);
        Assert.Equal((0, 0), (follower.Lag, sink.Copies));
    }

    [Fact]
    public void Step_AcrossSegments_AndAfterARestart_GoesOnWhereItWas()
    {
        using var rig = new SinkRig(segmentBytes: 1_500);
        rig.Options.MaxEvents = 3;
        var sink = new StoreSink();
        for (var round = 0; round < 20; round++)
        {
            rig.Write(7);
            using var follower = rig.Follow(sink);
            SinkRig.Deliver(follower);
            rig.Write(2);
            SinkRig.Deliver(follower);
        }

        rig.AssertHasAll(sink);
        Assert.Equal(0, sink.Copies);
        Assert.True(rig.Journal.Disk.Files().Count > 20);
    }

    [Fact]
    public void Step_AfterFailures_WaitsLonger_AndSendsTheSame()
    {
        using var rig = new SinkRig();
        using var measured = rig.Listen();
        var sink = new StoreSink { Behaviour = static (attempt, _, _) => attempt <= 9 ? new(AuditSinkResult.Refused("not now")) : null };
        var follower = rig.Follow(sink);
        rig.Write(5);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], Enumerable.Range(0, 9).Select(_ => SinkRig.Deliver(follower).TotalSeconds));
        Assert.Equal((9, 6), (follower.Failures, follower.Lag));
        SinkRig.Deliver(follower);
        rig.AssertHasAll(sink);
        Assert.Equal((0, 0), (follower.Failures, follower.Lag));
        Assert.Equal((9, 6), (measured["failures:refused"], measured["delivered"]));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(100_000_000, 600)]
    public void Step_ASinkThatAsksToBeLeftAlone_IsLeftAlone_ForTenMinutesAtMost(int asked, int waited)
    {
        using var rig = new SinkRig();
        rig.Write(1);

        Assert.Equal(waited, SinkRig.Deliver(rig.Follow(new StoreSink { Behaviour = (_, _, _) => new(AuditSinkResult.Refused("busy", TimeSpan.FromSeconds(asked))) })).TotalSeconds);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void Step_AnAnswerThatCannotBe_CountsForNothing(int stored)
    {
        using var rig = new SinkRig();
        using var measured = rig.Listen();
        var sink = new StoreSink { Behaviour = (attempt, _, _) => attempt == 1 ? new(AuditSinkResult.StoredFirst(stored, "")) : null };
        var follower = rig.Follow(sink);
        rig.Write(5);

        SinkRig.Deliver(follower);
        Assert.Equal((1, 6), (measured["failures:wrong_answer"], follower.Lag));
        SinkRig.Deliver(follower);
        rig.AssertHasAll(sink);
    }

    [Fact]
    public void Step_WhatIsStoredInPart_IsNotSentAgain()
    {
        using var rig = new SinkRig();
        var sink = new StoreSink();
        sink.Behaviour = (_, batch, _) => new(sink.Store(batch, 1));
        rig.Write(5);
        using (var follower = rig.Follow(sink))
        {
            SinkRig.Deliver(follower);
            SinkRig.Deliver(follower);
        }

        var again = rig.Follow(sink);
        for (var i = 0; i < 4; i++)
        {
            SinkRig.Deliver(again);
        }

        rig.AssertHasAll(sink);
        Assert.Equal((0, 6, 0), (sink.Copies, sink.Attempts, again.Lag));
    }

    [Fact]
    public void Step_DeletedBeforeItWasStored_IsCounted_AndTheRestDelivered()
    {
        using var rig = new SinkRig(segmentBytes: 1_500);
        using var measured = rig.Listen();
        var sink = new StoreSink();
        rig.Write(3);
        using (var follower = rig.Follow(sink))
        {
            SinkRig.Deliver(follower);
        }

        var before = rig.Appender.Head.Seq;
        for (var i = 0; i < 10; i++)
        {
            rig.Write(3);
        }

        var gone = JournalLayout.Read(rig.Feed.Folder).Segments[5];
        for (var number = 1; number < gone.Number; number++)
        {
            rig.Journal.Disk.Remove(SegmentName.Of(number));
        }

        SinkRig.Deliver(rig.Follow(sink));
        Assert.Equal(gone.Header!.PreviousSeq - before, measured["missed"]);
        Assert.Equal(rig.Appender.Head.Seq - measured["missed"], sink.Stored.Count);
    }

    [Fact]
    public void Step_ARecordThatWasChanged_IsNotSteppedOver()
    {
        using var rig = new SinkRig();
        using var measured = rig.Listen();
        var sink = new StoreSink();
        rig.Write(5);
        var content = rig.Journal.Disk.Files()["audit-00000001.jsonl"];
        rig.Journal.Disk.Put("audit-00000001.jsonl", Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(content).Replace("{\"seq\":3,", "{\"seq\":4,", StringComparison.Ordinal)));
        var follower = rig.Follow(sink);

        SinkRig.Deliver(follower);
        SinkRig.Deliver(follower);
        Assert.Equal((2, 1, 2), (measured["failures:journal"], sink.Attempts, sink.Stored.Count));
        rig.Journal.Disk.Put("audit-00000001.jsonl", content);
        SinkRig.Deliver(follower);
        rig.AssertHasAll(sink);
    }

    [Fact]
    public void Step_ABadRecordRightBehindThePlace_HoldsUp_AndSendsNothingAgain()
    {
        using var rig = new SinkRig();
        using var measured = rig.Listen();
        var sink = new StoreSink();
        rig.Write(2);
        using (var follower = rig.Follow(sink))
        {
            SinkRig.Deliver(follower);
        }

        rig.Write(2);
        var content = Encoding.ASCII.GetString(rig.Journal.Disk.Files()["audit-00000001.jsonl"]);
        rig.Journal.Disk.Put("audit-00000001.jsonl", Encoding.ASCII.GetBytes(content.Replace("{\"seq\":4,", "{\"seq\":5,", StringComparison.Ordinal)));
        var again = rig.Follow(sink);

        SinkRig.Deliver(again);
        SinkRig.Deliver(again);
        Assert.Equal((2, 1, 0), (measured["failures:journal"], sink.Attempts, sink.Copies));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"journal\":\"")]
    [InlineData("{\"journal\":\"other\",\"seq\":3,\"hash\":\"0000000000000000000000000000000000000000000000000000000000000000\"}")]
    public void Step_APlaceThatIsNoneOfThisJournal_IsBegunAnew(string place)
    {
        using var rig = new SinkRig();
        var sink = new StoreSink();
        rig.Write(5);
        rig.Journal.Disk.Put("sink-store.cursor", Encoding.ASCII.GetBytes(place));

        SinkRig.Deliver(rig.Follow(sink));
        rig.AssertHasAll(sink);
    }

    [Fact]
    public void Step_APlaceOfAnotherHistory_IsBegunAnew()
    {
        using var rig = new SinkRig();
        var sink = new StoreSink();
        rig.Write(5);
        var journal = JournalLayout.Read(rig.Feed.Folder).Segments[0].Header!.Journal;
        rig.Journal.Disk.Put("sink-store.cursor", new SinkCursor(journal, 3, new string('a', 64)).Write());

        SinkRig.Deliver(rig.Follow(sink));
        rig.AssertHasAll(sink);
    }

    private static AuditSinkResult Keep(List<AuditSinkRecord> seen, AuditSinkBatch batch)
    {
        seen.AddRange(batch.Records);
        return AuditSinkResult.StoredAll(batch);
    }
}
