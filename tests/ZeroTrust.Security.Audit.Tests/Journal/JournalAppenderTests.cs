using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

public sealed class JournalAppenderTests
{
    [Fact]
    public void Commit_WritesLinesThatAreJson_AndWhoseHashAnyToolCanCheck()
    {
        var rig = new JournalRig();
        rig.Write(3);

        var lines = Encoding.ASCII.GetString(rig.Disk.Files()["audit-00000001.jsonl"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var previous = new string('0', 64);
        for (var i = 0; i < lines.Length; i++)
        {
            using var line = JsonDocument.Parse(lines[i]);
            var hashed = lines[i][..lines[i].LastIndexOf(",\"hash\":", StringComparison.Ordinal)];

            Assert.Equal(i + 1, line.RootElement.GetProperty("seq").GetInt64());
            Assert.Equal(previous, line.RootElement.GetProperty("prev").GetString());
            previous = line.RootElement.GetProperty("hash").GetString()!;
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashed))), previous);
        }

        Assert.Equal(5, lines.Length);
        Assert.Equal(new JournalReport { Verdict = JournalVerdict.Intact, Journal = rig.Verify().Journal, Records = 5, First = 1, Last = 5, HeadHash = previous, Segments = 1, Closed = true }, rig.Verify());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":\"é\"}")]
    [InlineData("{\"a\":\n1}")]
    [InlineData("{\"type\":\"journal.close\"}")]
    public void Append_WhatIsNoEvent_IsRefused(string json)
    {
        using var journal = new JournalRig().Open();

        Assert.Throws<ArgumentException>(() => journal.Append(Encoding.UTF8.GetBytes(json), required: true));
        Assert.Equal(0, journal.Pending);
    }

    [Fact]
    public void Append_MoreThanMayWait_IsNotTaken()
    {
        var rig = new JournalRig();
        using var journal = JournalOpening.Open(rig.Disk.Mount(), rig.Settings with { MaxPendingBytes = 60 }).Journal!;

        Assert.True(journal.Append(JournalRig.Event(1), required: true));
        Assert.True(journal.Append(JournalRig.Event(2), required: true));
        Assert.False(journal.Append(JournalRig.Event(3), required: true));
        Assert.True(journal.Commit().Succeeded);
        Assert.Equal([1, 2], rig.Events());
    }

    [Fact]
    public void Commit_AfterTheSegmentsAge_BeginsAnother()
    {
        var rig = new JournalRig();
        using var journal = rig.Open();
        journal.Append(JournalRig.Event(1), required: true);
        journal.Commit();
        rig.Clock.Advance(TimeSpan.FromDays(1));
        journal.Append(JournalRig.Event(2), required: true);
        journal.Commit();

        Assert.Equal(2, rig.Verify().Segments);
        Assert.Contains("\"reason\":\"age\"", Encoding.ASCII.GetString(rig.Disk.Files()["audit-00000002.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Commit_MoreThanOneBuffer_IsOneChain()
    {
        var rig = new JournalRig { SegmentBytes = 64 * 1024 * 1024 };
        rig.Write(5_000, commit: 2_500);

        Assert.Equal(JournalVerdict.Intact, rig.Verify().Verdict);
        Assert.Equal(Enumerable.Range(0, 5_000), rig.Events());
    }

    [Fact]
    public void Open_WhileAnotherWrites_IsRefused_AndItsEndFreesIt()
    {
        var rig = new JournalRig();
        var first = rig.Open();

        Assert.Equal(JournalFailure.Locked, rig.TryOpen().Failure);
        first.Dispose();
        using var second = rig.Open();
    }

    [Fact]
    public void Open_WhereLocksDoNotHold_IsRefused() =>
        Assert.Equal(JournalFailure.Locked, new JournalRig { Disk = new() { LocksHold = false } }.TryOpen().Failure);

    [Fact]
    public void Open_WithAnotherKeyThanBefore_IsRefused()
    {
        var rig = new JournalRig();
        rig.Write(3);
        using var key = Secret.FromText("another");

        Assert.Equal(JournalFailure.Damaged, JournalOpening.Open(rig.Disk.Mount(), rig.Settings with { HashKey = key }).Failure);
    }
}
