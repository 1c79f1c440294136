using System.Text;
using Spectre.Console;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Tests.Sinks;
using ZeroTrust.Security.Tool;

namespace ZeroTrust.Security.Audit.Tests.Tool;

/// <summary>How far a long verification is: said while it runs, and to nobody who does not watch.</summary>
public sealed class VerifyProgressTests : IDisposable
{
    private const int SegmentBytes = 24 * 1024 * 1024;
    private const int Events = 6_000;

    private readonly ScratchDirectory _scratch = new();
    private readonly string _directory;

    public VerifyProgressTests()
    {
        _directory = Path.Combine(_scratch.Path, "audit");
        using var journal = JournalOpening.Open(new DiskJournalFolder(_directory), new() { SegmentBytes = SegmentBytes }).Journal!;
        var json = Encoding.ASCII.GetBytes($$"""{"what":"{{new string('x', 8_000)}}"}""");
        for (var i = 0; i < Events; i++)
        {
            Assert.True(journal.Append(json, required: true));
            if (i % 500 == 499)
            {
                Assert.True(journal.Commit().Succeeded);
            }
        }

        Assert.True(journal.Close().Succeeded);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Verify_SaysHowFarItIs_AllAlongAndAtTheEnd()
    {
        var steps = new Steps();

        var report = JournalVerifier.Verify(_directory, new() { Progress = steps });

        Assert.Equal(JournalVerdict.Intact, report.Verdict);
        var total = Directory.GetFiles(_directory, "*.jsonl").Sum(static file => new FileInfo(file).Length);
        Assert.InRange(steps.All.Count, 3, 16);
        Assert.All(steps.All, step => Assert.Equal(total, step.TotalBytes));
        Assert.Equal(steps.All.OrderBy(static step => step.Bytes).ThenBy(static step => step.Records), steps.All);
        Assert.Contains(steps.All, step => step.Bytes > total / 4 && step.Bytes < total * 3 / 4 && step.Records > Events / 4);
        Assert.Equal((total, report.Records), (steps.All[^1].Bytes, steps.All[^1].Records));
    }

    [Fact]
    public async Task Tool_ShowsItWhereSomebodyWatches_AndAnswersTheSame()
    {
        using var shown = new StringWriter();
        using var answer = new StringWriter();
        using var unwatched = new StringWriter();
        using var errors = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(shown) });
        string[] arguments = ["audit", "verify", _directory];

        Assert.Equal(0, await ZeroTrustTool.RunAsync(arguments, answer, errors, console, CancellationToken.None));
        Assert.Equal(0, await ZeroTrustTool.RunAsync(arguments, unwatched, errors, watched: null, CancellationToken.None));

        Assert.Contains("verifying", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("100%", shown.ToString(), StringComparison.Ordinal);
        Assert.Equal((unwatched.ToString(), ""), (answer.ToString(), errors.ToString()));
    }

    private sealed class Steps : IProgress<JournalProgress>
    {
        public List<JournalProgress> All { get; } = [];

        public void Report(JournalProgress value) => All.Add(value);
    }
}
