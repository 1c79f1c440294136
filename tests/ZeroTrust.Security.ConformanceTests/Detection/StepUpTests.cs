using System.Net;

namespace ZeroTrust.Security.ConformanceTests.Detection;

/// <summary>A burst of refunds asks for a new sign-in (RFC 9470): from the alert to the answers, the journal and the end.</summary>
public sealed class StepUpTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shift = TimeSpan.FromHours(8);

    [Fact]
    public async Task E5_AfterABurst_TheRememberedTokenIsRefused_AndOneOfANewSignInPasses()
    {
        await using var shop = await RefundShop.OpenAsync(Rule);
        var morning = shop.Clock.GetUtcNow();
        var (sam, eve) = (shop.TokenOf("sam", morning), shop.TokenOf("eve", morning));
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await shop.RefundAsync(sam);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            shop.Clock.Advance(Second);
        }

        using var fourth = await shop.RefundAsync(sam);
        using var unsaid = await shop.RefundAsync(shop.TokenOf("sam"));
        using var others = await shop.RefundAsync(eve);
        using var again = await shop.RefundAsync(shop.TokenOf("sam", shop.Clock.GetUtcNow()));
        using var stolen = await shop.RefundAsync(sam);

        HttpStatusCode[] expected = [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized];
        Assert.Equal(expected, new[] { fourth, unsaid, others, again, stolen }.Select(static answer => answer.StatusCode));
        Assert.Equal("Bearer realm=\"api\", error=\"insufficient_user_authentication\", max_age=\"1\"", fourth.Headers.WwwAuthenticate.ToString());
        Assert.Contains("\"code\":\"step_up_required\"", await fourth.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var alert = await shop.Alerts.NextAsync();
        Assert.Equal(["step-up required for 08:00:00"], alert.Responses);
        var lines = await shop.CloseAsync();
        Assert.Equal(3, lines.Count(static line => line.Contains("\"code\":\"step_up_required\"", StringComparison.Ordinal) && line.Contains("\"user\":\"sam\"", StringComparison.Ordinal)));
        Assert.True(shop.Alerts.IsEmpty);
    }

    [Fact]
    public async Task Demand_Ends()
    {
        await using var shop = await RefundShop.OpenAsync(Rule);
        var morning = shop.Clock.GetUtcNow();
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await shop.RefundAsync(shop.TokenOf("sam", morning));
        }

        shop.Clock.Advance(Shift - Second);
        using var before = await shop.RefundAsync(shop.TokenOf("sam", morning));
        shop.Clock.Advance(Second);
        using var after = await shop.RefundAsync(shop.TokenOf("sam", morning));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task WhatADemandAnswers_RaisesNoAlert_SoThatAnOldTokenKeepsNobodyOut()
    {
        await using var shop = await RefundShop.OpenAsync(static detection =>
            detection.Rule("denied").On("access").WithOutcome(AuditOutcome.Denied).By(AuditField.Actor).AtLeast(1).Within(Second).CoolDown(Second).Respond(AuditResponse.RequireStepUp(Shift)));
        var reader = shop.ReaderOf("sam", shop.Clock.GetUtcNow());
        using var denied = await shop.RefundAsync(reader);
        using var judged = await shop.RefundAsync(shop.TokenOf("eve"));
        shop.Clock.Advance(TimeSpan.FromSeconds(10));
        var again = shop.TokenOf("sam", shop.Clock.GetUtcNow());
        for (var i = 0; i < 5; i++)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(3));
            using var old = await shop.RefundAsync(reader);
            using var signedIn = await shop.RefundAsync(again);
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (old.StatusCode, signedIn.StatusCode));
        }

        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Single(await shop.CloseAsync(), static line => line.Contains("\"type\":\"detection.alert\"", StringComparison.Ordinal));
    }

    private static void Rule(AuditDetectionOptions detection) =>
        detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)).Respond(AuditResponse.RequireStepUp(Shift));
}
