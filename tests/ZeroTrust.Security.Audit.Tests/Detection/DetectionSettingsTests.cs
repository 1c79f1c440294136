using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class DetectionSettingsTests
{
    [Fact]
    public void Rules_ReadFromConfiguration_AreThoseOfCode()
    {
        var options = Read(
            ("Lateness", "00:00:03"),
            ("MaxAlertsPerMinute", "7"),
            ("Rules:refund-burst:On", "refund payout"),
            ("Rules:refund-burst:By", "actor type detail:card"),
            ("Rules:refund-burst:Outcomes:0", "Allowed"),
            ("Rules:refund-burst:AtLeast", "3"),
            ("Rules:refund-burst:Within", "00:00:06"),
            ("Rules:refund-burst:CoolDown", "00:02:00"),
            ("Rules:refund-burst:MaxKeys", "2048"),
            ("Rules:refund-burst:Throttle", "00:05:00"),
            ("Rules:refund-burst:RequireStepUp", "08:00:00"),
            ("Rules:refund-burst:AcrValues", "phr phrh"),
            ("Rules:spread:On", "access"),
            ("Rules:spread:By", "address"),
            ("Rules:spread:CountDistinct", "user"),
            ("Rules:spread:AtLeast", "20"),
            ("Rules:spread:Within", "00:01:00"));

        Assert.Equal((TimeSpan.FromSeconds(3), 7), (options.Lateness, options.MaxAlertsPerMinute));
        var burst = options.Rule("refund-burst");
        Assert.Equal(["refund", "payout"], burst.Types);
        Assert.Equal([AuditField.Actor, AuditField.Type, AuditField.Detail("card")], burst.Fields);
        Assert.Equal([AuditOutcome.Allowed], burst.Outcomes);
        Assert.Equal((3, TimeSpan.FromSeconds(6), TimeSpan.FromMinutes(2), 2048), (burst.Least, burst.Window, burst.Pause, burst.Keys));
        Assert.Equal([AuditResponse.Throttle(TimeSpan.FromMinutes(5)), AuditResponse.RequireStepUp(TimeSpan.FromHours(8), "phr", "phrh")], burst.Responses);
        Assert.Equal((Audit.Detection.AuditRuleKind.Distinct, AuditField.User), (options.Rule("spread").Kind, options.Rule("spread").Other));
    }

    [Fact]
    public void Configuration_ChangesOneSettingOfARuleInCode()
    {
        var options = Read(
            static detection => detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)).Respond(AuditResponse.RevokeTokens()),
            ("Rules:refund-burst:AtLeast", "5"),
            ("Rules:refund-burst:RevokeTokens", "false"));

        var rule = options.Rule("refund-burst");
        Assert.Equal((5, TimeSpan.FromSeconds(6), 0), (rule.Least, rule.Window, rule.Responses.Count));
    }

    [Theory]
    [InlineData("Rules:a:Until", "x", "is no setting")]
    [InlineData("Latenes", "00:00:01", "Did you mean 'Lateness'?")]
    [InlineData("Rules:a:By", "who", "names the field 'who'")]
    [InlineData("Rules:a:Outcomes", "Bad", "names the outcome 'Bad'")]
    [InlineData("Rules:a:Within", "6", "use a duration")]
    [InlineData("Rules:a", "x", "is not a rule")]
    [InlineData("Rules:a:FirstSeen", "resource", "takes neither AtLeast nor Within")]
    [InlineData("Rules:a:Throttle", "00:00:10", "throttles for 00:00:10; use its cool-down (00:01:00)")]
    [InlineData("Rules:a:RequireStepUp", "00:00:10", "requires a step-up for 00:00:10; use its cool-down (00:01:00) to 30.00:00:00")]
    [InlineData("Rules:a:RequireStepUp", "31.00:00:00", "requires a step-up for 31.00:00:00")]
    [InlineData("Rules:a:AcrValues", "phr", "gives AcrValues and no RequireStepUp")]
    [InlineData("Rules:a:RevokeTokens", "true", "there is no IRevocationService")]
    public void Mistakes_AreNamed(string key, string value, string expected)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(
            static detection => detection.Rule("a").On("refund").By(AuditField.Actor).AtLeast(1).Within(TimeSpan.FromSeconds(6)),
            (key, value)));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepUpOfNobodyWhoSignsIn_OrOfNoClass_IsAMistake()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(static detection =>
            detection.Rule("a").On("refund").By(AuditField.Service).AtLeast(1).Within(TimeSpan.FromSeconds(6)).Respond(AuditResponse.RequireStepUp(TimeSpan.FromHours(1), "a\"b"))));

        Assert.Contains("requires a step-up by 'service'; begin By with actor or user", fault.Message, StringComparison.Ordinal);
        Assert.Contains("requires a step-up of a class that is none", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleOfTwoKinds_IsAMistake()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(
            ("Rules:a:On", "refund"), ("Rules:a:By", "actor"), ("Rules:a:AtLeast", "1"), ("Rules:a:Within", "00:00:06"), ("Rules:a:CountDistinct", "user"), ("Rules:a:FollowedBy", "Allowed")));

        Assert.Contains("is of several kinds", fault.Message, StringComparison.Ordinal);
    }

    private static AuditDetectionOptions Read(params (string Key, string Value)[] settings) => Read(static _ => { }, settings);

    private static AuditDetectionOptions Read(Action<AuditDetectionOptions> code, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create<string, string?>($"ZeroTrust:Audit:Detection:{pair.Key}", pair.Value)))
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        services.AddZeroTrustCore().AddAuditJournal("/nowhere").AddAuditDetection(code).AddAuditDetection(configuration.GetSection("ZeroTrust:Audit:Detection"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AuditDetectionOptions>>().Value;
    }
}
