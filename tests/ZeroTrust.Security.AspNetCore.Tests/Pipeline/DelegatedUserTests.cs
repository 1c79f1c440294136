using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

public sealed class DelegatedUserTests
{
    [Fact]
    public async Task GetDelegatedUser_OfAUser_IsTheVerifiedTokenWithItsText_WhichEndsWithTheRequest()
    {
        DelegatedUser? user = null;
        var text = "";
        await using var site = await StartAsync(http =>
        {
            user = http.GetDelegatedUser();
            text = user!.Text!.Reveal(0, static (bytes, _) => Encoding.ASCII.GetString(bytes));
        });

        Assert.Equal("200", await site.GetAsync("/", "alice.token").ShortAsync());

        Assert.Equal("alice", user!.Token.Caller.User?.Subject);
        Assert.Equal("alice.token", text);
        Assert.Throws<ObjectDisposedException>(() => user.Text!.Reveal(0, static (_, _) => 0));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("service")]
    public async Task GetDelegatedUser_WithoutAProvenUser_IsNone(string? token)
    {
        DelegatedUser? user = null;
        await using var site = await StartAsync(http => user = http.GetDelegatedUser());
        await site.GetAsync("/", token);

        Assert.Null(user);
    }

    private static async Task<Site> StartAsync(Action<HttpContext> look)
    {
        var site = await Site.StartAsync(app => app.MapGet("/", (HttpContext http) => look(http)).AllowAnonymousBecause("a test looks at the user"));
        site.Tokens.Add("alice.token", Callers.User("alice"));
        site.Tokens.Add("service", Callers.Service("orders"));
        return site;
    }
}
