using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.ThrowProbe;

namespace ZeroTrust.Security.ConformanceTests.Verdicts;

/// <summary>Culture and time zone change no verdict (RFC 8725 §3.7).</summary>
public sealed class PlaceTests(VerdictTable table) : IClassFixture<VerdictTable>
{
    private static readonly string[] Cultures = ["tr-TR", "th-TH", "ar-SA", "az-Latn-AZ", "fa-IR", "de-DE"];
    private static readonly string[] Zones = ["Pacific/Chatham", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12"];

    [Fact]
    public void L4_Verdicts_UnderOtherCultures_AreTheSame()
    {
        foreach (var culture in Cultures)
        {
            var verdicts = RunUnder(culture, () => table.All.Select(token => table.Validator.Validate(token.Token).Failure).ToArray());

            AssertSame(culture, verdicts);
        }
    }

    [Fact]
    public async Task L4_Verdicts_UnderOtherTimeZonesOfTheClock_AreTheSame()
    {
        foreach (var zone in Zones)
        {
            using var host = await table.StartAsync(new ZonedClock(ProbeHost.Now, TimeZoneInfo.FindSystemTimeZoneById(zone)));
            var validator = host.Services.GetRequiredService<ITokenValidator>();

            AssertSame(zone, [.. table.All.Select(token => validator.Validate(token.Token).Failure)]);
            await host.StopAsync();
        }
    }

    [Theory]
    [InlineData("tr-TR", "Asia/Kathmandu")]
    [InlineData("th-TH", "Pacific/Chatham")]
    [InlineData("ar-SA", "America/St_Johns")]
    public async Task L4_Verdicts_OfAProcessSomewhereElse_AreTheSame(string culture, string zone)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = $"{culture.Replace('-', '_')}.UTF-8", ["TZ"] = zone };

        var (exitCode, output) = await ProbeProcess.RunAsync(["verdicts"], environment);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, exitCode);
        Assert.Equal($"{culture} {zone}", lines[0]);
        Assert.Equal<string>([.. table.All.Select(static token => $"{token.Expected}")], [.. lines.Skip(1).Select(static line => line[(line.LastIndexOf('\t') + 1)..])], StringComparer.Ordinal);
    }

    private void AssertSame(string place, TokenFailure[] verdicts)
    {
        var changed = table.All.Zip(verdicts).Where(static each => each.First.Expected != each.Second).Select(static each => $"{each.First.Name}: {each.Second}").ToArray();
        Assert.True(changed.Length == 0, $"{place} changes {changed.Length} verdicts:\n{string.Join('\n', changed)}");
    }

    // The culture is the thread's: nothing else that runs now sees it.
    private static TokenFailure[] RunUnder(string culture, Func<TokenFailure[]> run)
    {
        TokenFailure[] verdicts = [];
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            verdicts = run();
        });
        thread.Start();
        thread.Join();
        return verdicts;
    }

    private sealed class ZonedClock(DateTimeOffset now, TimeZoneInfo zone) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => zone;

        // The same instant, written with the zone's offset.
        public override DateTimeOffset GetUtcNow() => TimeZoneInfo.ConvertTime(now, zone);
    }
}
