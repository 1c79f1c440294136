using System.Text.Json;
using ZeroTrust.Security.Audit.Tests.Journal;
using ZeroTrust.Security.Tool;

namespace ZeroTrust.Security.Audit.Tests.Tool;

/// <summary>The command line, on journals of a directory on disk.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("journal-");
    private readonly JournalRig _rig = new() { SegmentBytes = 3_000 };

    public ToolTests()
    {
        _rig.Write(40);
        foreach (var (name, content) in _rig.Disk.Files())
        {
            File.WriteAllBytes(Path.Combine(_directory.FullName, name), content);
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Verify_AnIntactJournal_Ends0_AndOneWithAByteFlippedEnds1_NamingTheRecord()
    {
        Assert.Equal(0, Run(out var said, "audit", "verify", _directory.FullName));
        Assert.StartsWith("INTACT  records 1 to ", said, StringComparison.Ordinal);

        var file = Path.Combine(_directory.FullName, "audit-00000002.jsonl");
        var content = File.ReadAllBytes(file);
        content[600] ^= 1;
        File.WriteAllBytes(file, content);

        Assert.Equal(1, Run(out said, "audit", "verify", _directory.FullName, "--json"));
        using var report = JsonDocument.Parse(said);
        Assert.Equal("Damaged", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("Edit", report.RootElement.GetProperty("finding").GetProperty("kind").GetString());
        Assert.Equal(_rig.Verify().Journal, report.RootElement.GetProperty("journal").GetString());
    }

    [Fact]
    public async Task Verify_AgainstAHeadOfMoreRecords_Ends1()
    {
        using var key = AuditSigningKey.Create();
        var payload = Audit.Journal.CheckpointFormat.Write(_rig.Verify().Journal, new(1_000, new('a', 64)), DateTimeOffset.MaxValue.AddDays(-1), Audit.Journal.JournalHead.None);
        var heads = Path.Combine(_directory.FullName, "heads");
        var keys = Path.Combine(_directory.FullName, "keys");
        await File.WriteAllTextAsync(heads, await key.SignAsync(Audit.Journal.CheckpointFormat.Type, payload));
        await File.WriteAllTextAsync(keys, key.PublicKeys);

        Assert.Equal(1, Run(out var said, "audit", "verify", _directory.FullName, "--checkpoint", heads, "--keys", keys));
        Assert.StartsWith("DAMAGED  truncation of record ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WithTheKeyOfTheHashes_ProvesWhatItDoesNotWithout()
    {
        using var key = Secret.FromText("the key");
        var rig = new JournalRig { HashKey = key };
        rig.Write(3);
        File.WriteAllBytes(Path.Combine(_directory.CreateSubdirectory("keyed").FullName, "audit-00000001.jsonl"), rig.Disk.Files()["audit-00000001.jsonl"]);
        var keyFile = Path.Combine(_directory.FullName, "key");
        File.WriteAllText(keyFile, "the key");

        Assert.Equal(2, Run(out _, "audit", "verify", Path.Combine(_directory.FullName, "keyed")));
        Assert.Equal(0, Run(out _, "audit", "verify", Path.Combine(_directory.FullName, "keyed"), "--hash-key", keyFile));
        Assert.Equal(1, Run(out _, "audit", "verify", _directory.FullName, "--hash-key", keyFile));
    }

    [Theory]
    [InlineData(64, "audit", "verify")]
    [InlineData(64, "audit", "query", ".", "--where", "novalue")]
    [InlineData(66, "audit", "verify", "/nowhere/at/all")]
    [InlineData(66, "audit", "stats", "/nowhere/at/all")]
    public void Run_WhatCannotBeDone_SaysSoByItsExitCode(int code, params string[] arguments) => Assert.Equal(code, Run(out _, arguments));

    [Fact]
    public void Query_ByMemberAndTime_FindsTheLinesAsTheyAre()
    {
        Assert.Equal(0, Run(out var found, "audit", "query", _directory.FullName, "--where", "n=7", "--where", "what=refund", "--json"));
        Assert.Contains("\"n\":7,\"what\":\"refund\"", Assert.Single(Lines(found)), StringComparison.Ordinal);

        Run(out found, "audit", "query", _directory.FullName, "--type", "journal.close", "--since", "2030-01-01", "--until", "2030-01-02", "--json");
        Assert.Single(Lines(found));
        Run(out found, "audit", "query", _directory.FullName, "--type", "journal.close", "--since", "2030-01-02", "--json");
        Assert.Empty(Lines(found));
        Run(out found, "audit", "query", _directory.FullName, "--type", "journal.close");
        Assert.Contains("journal.close", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sam", 2)]
    [InlineData("payments", 1)]
    [InlineData("mobile", 1)]
    [InlineData("nobody", 0)]
    public void Query_ByActor_FindsUserServiceAndClient(string actor, int count)
    {
        WriteEvents();

        Run(out var found, "audit", "query", _directory.FullName, "--actor", actor, "--json");

        Assert.Equal(count, Lines(found).Length);
    }

    [Fact]
    public void Query_AsATable_ShowsWhoActed()
    {
        WriteEvents();

        Run(out var found, "audit", "query", _directory.FullName, "--type", "refund", "--outcome", "denied");

        Assert.Contains("payments", Assert.Single(Lines(found), static line => line.Contains("denied", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_Follow_PrintsWhatComesOverARotation_UntilItIsStopped()
    {
        using var written = new LineWriter();
        using var stop = new CancellationTokenSource();
        var following = ZeroTrustTool.RunAsync(["audit", "tail", _directory.FullName, "-n", "1", "--follow"], written, TextWriter.Null, watched: null, stop.Token);
        Assert.Contains("journal.close", await written.NextAsync(), StringComparison.Ordinal);

        WriteEvents();

        Assert.Contains("sam", await written.NextAsync(), StringComparison.Ordinal);
        await written.NextAsync();
        await written.NextAsync();
        await stop.CancelAsync();
        Assert.Equal(0, await following);
    }

    [Fact]
    public void Stats_CountsByType()
    {
        Run(out var said, "audit", "stats", _directory.FullName, "--json");

        Assert.Contains("""{"type":"","outcome":"","count":40}""", Lines(said));
        Assert.Contains("""{"type":"journal.close","outcome":"","count":1}""", Lines(said));
    }

    [Fact]
    public void Tail_PrintsTheLastLines()
    {
        Run(out var said, "audit", "tail", _directory.FullName, "-n", "3");

        Assert.Equal(3, Lines(said).Length);
        Assert.Contains("\"n\":39,", said, StringComparison.Ordinal);
        Assert.Contains("journal.close", Lines(said)[2], StringComparison.Ordinal);
    }

    private void WriteEvents() => File.WriteAllLines(
        Path.Combine(_directory.FullName, "audit-00000099.jsonl"),
        [
            """{"seq":1001,"type":"refund","outcome":"allowed","user":"sam"}""",
            """{"seq":1002,"type":"refund","outcome":"allowed","user":"sam","service":"desk","client":"mobile"}""",
            """{"seq":1003,"type":"refund","outcome":"denied","service":"payments"}""",
        ]);

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static int Run(out string output, params string[] arguments)
    {
        using var written = new StringWriter();
        using var errors = new StringWriter();
        var code = ZeroTrustTool.RunAsync(arguments, written, errors, watched: null, CancellationToken.None).GetAwaiter().GetResult();
        output = written.ToString();
        return code;
    }
}
