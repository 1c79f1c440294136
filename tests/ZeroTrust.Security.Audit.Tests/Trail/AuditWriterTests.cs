using System.Net;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Trail;
using ZeroTrust.Security.Denials;

namespace ZeroTrust.Security.Audit.Tests.Trail;

public sealed class AuditWriterTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Buffered_IsWrittenWhenItsTimeHasCome()
    {
        var rig = new TrailRig();
        rig.Ring.TryAdd(rig.Decision(), null);

        rig.Writer.Turn();
        Assert.Empty(rig.Records());
        rig.Pass(Interval);

        Assert.Equal(["access"], rig.Types());
    }

    [Fact]
    public async Task Required_CompletesOnlyOnceItOutlastsAPowerCut()
    {
        var rig = new TrailRig();
        var recorded = rig.Require();
        Assert.False(recorded.IsCompleted);

        rig.Writer.Turn();
        rig.Journal.Disk.CutPower();

        Assert.True(await recorded);
        Assert.Equal(["access"], rig.Types());
    }

    [Fact]
    public async Task J4_JournalThatCannotBeWritten_RefusesWhatIsRequired_AndKeepsTheRest()
    {
        var rig = new TrailRig();
        rig.BreakDisk();
        rig.Ring.TryAdd(rig.Decision(), null);
        var recorded = rig.Require();

        rig.Writer.Turn();

        Assert.False(await recorded);
        Assert.False(rig.Writer.IsAvailable);
        rig.RepairDisk();
        rig.Pass(TimeSpan.FromSeconds(5));

        Assert.True(rig.Writer.IsAvailable);
        Assert.Equal("buffered", Assert.Single(rig.Records()).GetProperty("class").GetString());
    }

    [Fact]
    public async Task J4_WhileWritingFails_TheDiskIsNotAskedForEachRequest()
    {
        var rig = new TrailRig();
        rig.BreakDisk();
        _ = rig.Require();
        rig.Writer.Turn();
        var before = rig.Journal.Disk.Calls;

        for (var i = 0; i < 100; i++)
        {
            var recorded = rig.Require();
            rig.Writer.Turn();
            Assert.False(await recorded);
        }

        Assert.Equal(before, rig.Journal.Disk.Calls);
    }

    [Fact]
    public void J3_MoreThanMayWait_IsCommittedBeforeItsTime_AndNothingIsLost()
    {
        var rig = new TrailRig(maxPendingBytes: 4096);
        AddBuffered(rig, 50);

        while (rig.Writer.Turn())
        {
            // There is more.
        }

        rig.Pass(Interval);
        Assert.False(rig.Losses.Any);
        Assert.Equal(50, rig.Records().Count);
    }

    [Fact]
    public void J3_MoreThanMayWait_WhileWritingFails_IsTakenAndCounted()
    {
        var rig = new TrailRig(maxPendingBytes: 4096);
        rig.BreakDisk();
        AddBuffered(rig, 50);

        while (rig.Writer.Turn())
        {
            // There is more.
        }

        AddBuffered(rig, 50);
        while (rig.Writer.Turn())
        {
            // It is held off.
        }

        Assert.False(rig.Ring.HasNext);
        rig.RepairDisk();
        rig.Pass(TimeSpan.FromSeconds(5));
        rig.Pass(Interval);

        var kept = rig.Types().Count(static type => type == "access");
        var lost = Assert.Single(rig.Records(), static record => record.GetProperty("type").ValueEquals("audit.lost"u8));
        Assert.Equal(100, kept + lost.GetProperty("details").GetProperty("buffered").GetInt32());
    }

    [Fact]
    public void J3_WhatWasLost_IsARecordWithItsCount()
    {
        var rig = new TrailRig();
        rig.Losses.Add(AuditClass.Buffered, 3);
        rig.Losses.Add(AuditClass.BestEffort, 4);

        rig.Pass(Interval);
        rig.Pass(Interval);

        var lost = Assert.Single(rig.Records());
        Assert.Equal(("audit.lost", """{"buffered":3,"best_effort":4}"""), (lost.GetProperty("type").GetString(), lost.GetProperty("details").GetRawText()));
    }

    [Fact]
    public void J3_CountThatCouldNotBeWritten_IsSaidLater()
    {
        var rig = new TrailRig();
        rig.Losses.Add(AuditClass.Buffered, 3);
        rig.BreakDisk();
        rig.Pass(Interval);
        rig.Losses.Add(AuditClass.Buffered, 2);
        rig.RepairDisk();

        rig.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal("""{"buffered":5,"best_effort":0}""", Assert.Single(rig.Records()).GetProperty("details").GetRawText());
    }

    [Fact]
    public void J13_AMillionDenialsOfOneSource_AreAHundredLinesAndOneExactSummary()
    {
        var rig = new TrailRig();
        var flood = IPAddress.Parse("203.0.113.7");
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True(rig.Ring.TryAdd(rig.Decision(AuditOutcome.Denied, i % 4 == 0 ? "invalid_token" : "credential_missing", flood), null) >= 0);
            if (i % 40 == 39)
            {
                rig.Writer.Turn();
            }
        }

        rig.Ring.TryAdd(rig.Decision(AuditOutcome.Denied, "invalid_token"), null);
        rig.Pass(TimeSpan.FromSeconds(1));

        var records = rig.Records();
        Assert.Equal(DenialSummaries.PerSecond + 2, records.Count);
        var summary = Assert.Single(records, static record => record.GetProperty("type").GetString() == "access.summary");
        Assert.Equal("203.0.113.7", summary.GetProperty("client_ip").GetString());
        Assert.Equal("""{"count":999900,"credential_missing":749925,"invalid_token":249975}""", summary.GetProperty("details").GetRawText());
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::", """{"count":100,"prefix":64,"keys_unavailable":100}""")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", "203.0.113.7", """{"count":100,"keys_unavailable":100}""")]
    public void J13_AddressesThatOneHolderHas_ShareOneCount(string one, string other, string source, string details)
    {
        var rig = new TrailRig();
        for (var i = 0; i < 200; i++)
        {
            rig.Ring.TryAdd(rig.Decision(AuditOutcome.Failed, "keys_unavailable", IPAddress.Parse(i % 2 == 0 ? one : other)), null);
            rig.Writer.Turn();
        }

        rig.Ring.TryAdd(rig.Decision(AuditOutcome.Failed, "keys_unavailable", IPAddress.Parse("2001:db8:1:3::1")), null);
        rig.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(102, rig.Records().Count);
        var summary = rig.Records()[^1];
        Assert.Equal((source, details), (summary.GetProperty("client_ip").GetString(), summary.GetProperty("details").GetRawText()));
    }

    [Fact]
    public void J13_DenialsOfAProvenCaller_AreAllWritten()
    {
        var rig = new TrailRig();
        var decision = new AuditDecision { Type = "access", Time = rig.Journal.Clock.GetUtcNow(), Outcome = AuditOutcome.Denied, Caller = new() { User = new("corporate", "alice") }, ClientAddress = IPAddress.Loopback };
        for (var i = 0; i < 150; i++)
        {
            rig.Ring.TryAdd(new(decision, AuditClass.Buffered), null);
            rig.Writer.Turn();
        }

        rig.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(150, rig.Records().Count);
    }

    [Theory]
    [InlineData("access", "not a code", """{"count":50,"other":50}""")]
    [InlineData("access", "invalid_token", """{"count":50,"invalid_token":50}""")]
    [InlineData("headers.identity", null, """{"count":50,"headers.identity":50}""")]
    public void J13_DenialsThatComeAsEvents_AreCountedToo(string type, string? code, string expected)
    {
        var rig = new TrailRig();
        var denial = new AuditEvent { Type = type, Outcome = AuditOutcome.Denied, Code = code, ClientAddress = IPAddress.Loopback };
        for (var i = 0; i < 150; i++)
        {
            rig.Ring.TryAdd(AuditRecord.Of(denial, AuditClass.Buffered, rig.Journal.Clock.GetUtcNow()), null);
            rig.Writer.Turn();
        }

        rig.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(101, rig.Records().Count);
        Assert.Equal(expected, rig.Records()[^1].GetProperty("details").GetRawText());
    }

    [Fact]
    public async Task AfterAFailure_WhenNothingWaits_TheWriterFindsOutByItself()
    {
        var rig = new TrailRig();
        rig.BreakDisk();
        var recorded = rig.Require();
        rig.Writer.Turn();
        Assert.False(await recorded);
        rig.RepairDisk();

        rig.Pass(TimeSpan.FromSeconds(5));

        Assert.True(rig.Writer.IsAvailable);
        Assert.Equal(["audit.resume"], rig.Types());
    }

    [Fact]
    public async Task EventThatCannotBeWritten_IsRefused_AndTakesNoOtherWithIt()
    {
        var rig = new TrailRig();
        var waiter = new AuditWaiter();
        var broken = new AuditEvent { Type = "refund", Outcome = AuditOutcome.Allowed, Details = [null!] };
        rig.Ring.TryAdd(AuditRecord.Of(broken, AuditClass.Required, rig.Journal.Clock.GetUtcNow()), waiter);
        var good = rig.Require();

        rig.Writer.Turn();

        Assert.False(await waiter.Task);
        Assert.True(await good);
        Assert.Equal(["access"], rig.Types());
    }

    [Fact]
    public void Close_WritesWhatIsLeft_AndSaysSo()
    {
        var rig = new TrailRig();
        rig.Writer.Say("audit.start");
        rig.Ring.TryAdd(rig.Decision(), null);

        rig.Writer.Close();

        Assert.Equal(["audit.start", "access", "audit.stop"], rig.Types());
        Assert.Null(rig.Journal.Verify().Finding);
    }

    private static void AddBuffered(TrailRig rig, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(rig.Ring.TryAdd(rig.Decision(), null) >= 0);
        }
    }
}
