using System.Globalization;
using ZeroTrust.Security.Audit.Tests.Journal;
using Xunit.Abstractions;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>
/// A journal whose power is cut at random, also in the midst of its recovery. <c>ZEROTRUST_POWER_CUTS</c> says how often, and
/// <c>ZEROTRUST_POWER_CUTS_SEED</c> with which numbers; the seed is printed.
/// </summary>
public sealed class JournalPowerCutTests(ITestOutputHelper output)
{
    private const int CutsPerDisk = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void J1_ACutAtAnyMoment_LosesNothingThatWasAcknowledged_AndIsNeverTakenForTampering(bool processAlone)
    {
        var cuts = Setting("ZEROTRUST_POWER_CUTS", 500);
        var seed = Setting("ZEROTRUST_POWER_CUTS_SEED", 20261122);
        var run = 0;
        for (var done = 0; done < cuts; run++)
        {
            output.WriteLine($"seed {seed + run}");
            done += new CutRun(seed + run, processAlone).Play(CutsPerDisk);
        }

        Assert.True(run > 0);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
