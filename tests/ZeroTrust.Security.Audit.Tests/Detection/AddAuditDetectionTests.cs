using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class AddAuditDetectionTests
{
    [Fact]
    public void WithoutAJournal_TheStartIsRefused()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddZeroTrustCore().AddAuditDetection(static _ => { });

        Assert.Contains("AddAuditJournal is not", FailuresOf(services).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void AJournalAddedLater_Counts()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddZeroTrustCore().AddAuditDetection(static _ => { }).AddAuditJournal("/nowhere");

        Assert.Empty(FailuresOf(services));
    }

    [Fact]
    public void CallingItTwice_AddsUp()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddZeroTrustCore().AddAuditJournal("/nowhere")
            .AddAuditDetection(static detection => detection.Rule("one").On("a").By(AuditField.Actor).AtLeast(1))
            .AddAuditDetection(static detection => detection.Rule("one").Within(TimeSpan.FromSeconds(1)));

        Assert.Empty(FailuresOf(services));
    }

    [Fact]
    public void Everything_ThatIsWrong_IsNamedTogether()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddZeroTrustCore().AddAuditJournal("/nowhere").AddAuditDetection(static detection =>
        {
            detection.Lateness = TimeSpan.FromMinutes(2);
            detection.MaxAlertsPerMinute = 0;
            detection.Rule("Nothing");
            detection.Rule("own").On("detection.alert").By(AuditField.Actor, default).WithOutcome((AuditOutcome)9).AtLeast(1001).Within(TimeSpan.Zero).CoolDown(TimeSpan.FromDays(2)).MaxKeys(1);
        });

        Assert.Equal(
            [
                "Lateness: is 00:02:00", "MaxAlertsPerMinute: is 0", "'Nothing' looks at no event", "'Nothing' counts by nothing", "'Nothing' does not say how many", "'Nothing' does not say within",
                "'Nothing' is named", "'own' looks at 'detection.alert'", "'own' counts by nothing", "'own' looks at an outcome", "'own' keeps 1 keys", "'own' has the cool-down 2.00:00:00", "'own' takes 1001 events", "'own' looks at 00:00:00",
            ],
            FailuresOf(services),
            static (expected, failure) => failure.Contains(expected, StringComparison.Ordinal));
    }

    private static IEnumerable<string> FailuresOf(IServiceCollection services)
    {
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<AuditDetectionOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return fault.Failures;
        }
    }
}
