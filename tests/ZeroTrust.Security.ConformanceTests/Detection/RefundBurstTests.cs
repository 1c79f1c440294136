using System.Net;
using ZeroTrust.Security.Audit;

namespace ZeroTrust.Security.ConformanceTests.Detection;

/// <summary>A burst of refunds, from the request to the alert, the journal and the answer to the next request.</summary>
public sealed class RefundBurstTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task FourthRefundOfTheActor_Is429_AndAnothersIsNot()
    {
        await using var shop = await RefundShop.OpenAsync(RefundBurst);
        var (sam, eve) = (shop.TokenOf("sam"), shop.TokenOf("eve"));
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await shop.RefundAsync(sam);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            shop.Clock.Advance(Second);
        }

        using var fourth = await shop.RefundAsync(sam);
        using var others = await shop.RefundAsync(eve);
        using var browsing = await shop.BrowseAsync();

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK), (fourth.StatusCode, others.StatusCode, browsing.StatusCode));
        Assert.Equal("299", fourth.Headers.RetryAfter!.ToString());
        Assert.Empty(fourth.Headers.WwwAuthenticate);
        Assert.Contains("\"code\":\"throttled\"", await fourth.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var alert = await shop.Alerts.NextAsync();
        Assert.Equal(("refund-burst", "sam", 3), (alert.Rule, alert.Caller.User!.Subject, alert.Count));
        Assert.Equal(["throttled for 00:05:00"], alert.Responses);

        var lines = await shop.CloseAsync();
        var record = Assert.Single(lines, static line => line.Contains("\"type\":\"detection.alert\"", StringComparison.Ordinal));
        Assert.Contains($"\"id\":\"{alert.Id}\"", record, StringComparison.Ordinal);
        Assert.All(alert.Events, id => Assert.Single(lines, line => line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal) && line.Contains("\"type\":\"refund\"", StringComparison.Ordinal)));
        Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(shop.Journal).Verdict);
        Assert.True(shop.Alerts.IsEmpty);
    }

    [Fact]
    public async Task ThreeWithinSevenSeconds_RaiseNothing()
    {
        await using var shop = await RefundShop.OpenAsync(RefundBurst);
        var sam = shop.TokenOf("sam");
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await shop.RefundAsync(sam);
            shop.Clock.Advance(TimeSpan.FromSeconds(3.5));
        }

        using var fourth = await shop.RefundAsync(sam);

        Assert.Equal(HttpStatusCode.OK, fourth.StatusCode);
        Assert.DoesNotContain(await shop.CloseAsync(), static line => line.Contains("detection.alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Throttled_Ends()
    {
        await using var shop = await RefundShop.OpenAsync(RefundBurst);
        var sam = shop.TokenOf("sam");
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await shop.RefundAsync(sam);
        }

        Assert.True(shop.Throttle.IsActive);
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        using var later = await shop.RefundAsync(shop.TokenOf("sam"));

        Assert.Equal((HttpStatusCode.OK, false), (later.StatusCode, shop.Throttle.IsActive));
    }

    [Fact]
    public async Task ForgedTokensInAVictimsName_ThrottleNobody()
    {
        await using var shop = await RefundShop.OpenAsync(static detection =>
        {
            foreach (var (name, field) in new[] { ("actor", AuditField.Actor), ("client", AuditField.Client) })
            {
                detection.Rule(name).On("access").WithOutcome(AuditOutcome.Denied).By(field).AtLeast(1).Within(Second).Respond(AuditResponse.Throttle(TimeSpan.FromMinutes(5)));
            }
        });
        for (var i = 0; i < 20; i++)
        {
            using var refused = await shop.RefundAsync(shop.ForgedTokenOf("sam"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        // Behind this refund's record, those of the denials are on disk and judged.
        using var first = await shop.RefundAsync(shop.TokenOf("sam"));
        using var second = await shop.RefundAsync(shop.TokenOf("sam"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, false), (first.StatusCode, second.StatusCode, shop.Throttle.IsActive));
        Assert.DoesNotContain(await shop.CloseAsync(), static line => line.Contains("detection.alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RevokedTokens_AreRefused_AndANewSignInWorks()
    {
        await using var shop = await RefundShop.OpenAsync(static detection =>
            detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(1).Within(Second).Respond(AuditResponse.RevokeTokens()));
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        var sam = shop.TokenOf("sam");
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        using var allowed = await shop.RefundAsync(sam);
        await shop.Alerts.NextAsync();
        await shop.RevokedAsync();

        using var refused = await shop.RefundAsync(sam);
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        using var again = await shop.RefundAsync(shop.TokenOf("sam"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (allowed.StatusCode, refused.StatusCode, again.StatusCode));
    }

    private static void RefundBurst(AuditDetectionOptions detection) =>
        detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6)).Respond(AuditResponse.Throttle(TimeSpan.FromMinutes(5)));
}
