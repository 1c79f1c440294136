using Microsoft.AspNetCore.Builder;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Error pages and other second passes in one request.</summary>
public sealed class SecondPassTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task ExceptionHandler_ReusesTheVerdictAndDecidesAgain(bool before, bool pageIsDenied)
    {
        var pages = 0;
        await using var site = await Site.StartAsync(
            app =>
            {
                if (before)
                {
                    app.UseExceptionHandler("/error");
                }

                app.UseZeroTrust();
                if (!before)
                {
                    app.UseExceptionHandler("/error");
                }

                app.MapGet("/orders", string () => throw new InvalidOperationException("boom")).RequirePermission("orders:read");
                var page = app.MapGet("/error", () => $"page {++pages}");
                _ = pageIsDenied ? page.RequirePermission("other:permission") : page.AllowAnonymousBecause("error page");
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        var response = await site.GetAsync("/orders", good);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(1, site.Tokens.Calls);
        Assert.Equal(pageIsDenied ? 0 : 1, pages);
        Assert.Equal(pageIsDenied ? "insufficient_scope" : null, await response.CodeAsync());
        Assert.Empty(response.Headers.WwwAuthenticate);
        Assert.Equal([false, true], site.Trail.Events.Select(static e => e.Repeated));
    }

    [Fact]
    public async Task StatusCodePages_OverARefusal_LeaveStatusAndBody()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseStatusCodePagesWithReExecute("/error/{0}");
                app.UseZeroTrust();
                app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
                app.MapGet("/error/{code}", static () => "page");
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice"));

        Assert.Equal("401 credential_missing", await site.GetAsync("/orders").ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/orders", good).ShortAsync());
        Assert.Equal("404 access_denied", await site.GetAsync("/nowhere", good).ShortAsync());
    }

    [Fact]
    public async Task UseZeroTrust_Twice_ValidatesOnceAndMarksTheSecondDecision()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.UseZeroTrust();
            app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
        });
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("200", await site.GetAsync("/orders", good).ShortAsync());
        Assert.Equal(1, site.Tokens.Calls);
        Assert.Equal([false, true], site.Trail.Events.Select(static e => e.Repeated));
        Assert.Equal("401 credential_missing", await site.GetAsync("/orders").ShortAsync());
    }
}
