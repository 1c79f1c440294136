using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace ZeroTrust.Security.ConformanceTests.Verdicts;

/// <summary>Counts exceptions where nothing else runs: in a process of its own.</summary>
public sealed partial class ThrowProbeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task BadToken_OfEveryFailureClass_ThrowsNoExceptionNotEvenACaughtOne()
    {
        var (exitCode, text) = await ProbeProcess.RunAsync([], new Dictionary<string, string>(StringComparer.Ordinal));
        output.WriteLine(text);

        var counts = Counts().Match(text);
        Assert.True(counts.Success, text);
        Assert.True(Number(counts, "cases") > 300, text);
        Assert.Equal(0, Number(counts, "accepted"));
        // All but acceptance, what cannot be had (keys, revocations), and what a good token becomes by being revoked.
        Assert.Equal(Enum.GetValues<TokenFailure>().Length - 4, Number(counts, "classes"));
        Assert.Equal(0, Number(counts, "exceptions"));
        Assert.Equal(0, exitCode);
    }

    private static int Number(Match counts, string name) => int.Parse(counts.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"cases (?<cases>\d+), accepted (?<accepted>\d+), failure classes (?<classes>\d+), first-chance exceptions (?<exceptions>\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Counts();
}
