using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>What a server, or whoever stands in its place, can do to a fetch.</summary>
public sealed class KeyFetchTests
{
    private static readonly string GoodSet = JwkText.Set(JwkText.Ec("good"));

    [Fact]
    public async Task D3_NameThatResolvesToAForbiddenAddress_IsNotDialled()
    {
        await using var server = await KeyServer.StartAsync();
        foreach (var answer in new string[][] { ["169.254.169.254"], ["::ffff:169.254.169.254"], ["127.0.0.1", "169.254.169.254"], ["100.100.100.200"], ["10.0.0.1"], [] })
        {
            using var rig = new FetchRig(FetchRig.At($"http://localhost:{server.Port}/keys"), resolver: new ScriptedResolver(answer));

            Assert.Contains("The host resolves to", await rig.FetchAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, server.TotalHits);
    }

    [Fact]
    public async Task D3_NameThatResolvesToThisMachineOutsideDevelopment_IsNotDialled()
    {
        await using var server = await KeyServer.StartAsync();
        using var rig = new FetchRig(FetchRig.At($"https://id.example.com:{server.Port}/keys"), development: false);

        Assert.Contains("this machine", await rig.FetchAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D3_NameThatChangesItsAddress_IsResolvedOnceAFetchAndDialledWhereItWasChecked()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/keys", GoodSet);
        var resolver = new ScriptedResolver(["127.0.0.1"], ["169.254.169.254"]);
        using var rig = new FetchRig(FetchRig.At($"http://keys.localhost:{server.Port}/keys"), resolver: resolver);

        Assert.Null(await rig.FetchAsync());
        Assert.Equal("keys.localhost", Assert.Single(resolver.Asked));
        Assert.Equal(1, server.TotalHits);
        Assert.Contains("169.254.169.254", await rig.FetchAsync(), StringComparison.Ordinal);
        Assert.Equal(1, server.TotalHits);
    }

    // Some servers want a key in the query; the problem goes to logs and health reports.
    [Fact]
    public async Task Fetch_AddressHasAQuery_TheProblemDoesNotShowIt()
    {
        await using var server = await KeyServer.StartAsync();
        using var rig = new FetchRig(FetchRig.At($"http://localhost:{server.Port}/gone?code=canary"));

        var problem = await rig.FetchAsync();

        Assert.StartsWith($"http://localhost:{server.Port}/gone: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_FirstAddressOfTheHostRefuses_TriesTheNext()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/keys", GoodSet);
        using var rig = new FetchRig(FetchRig.At($"http://localhost:{server.Port}/keys"), resolver: new ScriptedResolver(["127.0.0.9", "127.0.0.1"]));

        Assert.Null(await rig.FetchAsync());
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/other")]
    [InlineData("/other")]
    [InlineData("http://localhost:{0}/other")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:application/json,{{}}")]
    public async Task D4_Redirect_IsNotFollowed(string target)
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/other", GoodSet);
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            server.Map("/keys", http =>
            {
                http.Response.StatusCode = status;
                http.Response.Headers.Location = string.Format(System.Globalization.CultureInfo.InvariantCulture, target, server.Port);
                return http.Response.WriteAsync(GoodSet);
            });
            using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

            Assert.Contains("redirects are not followed", await rig.FetchAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, server.Hits("/other"));
    }

    [Fact]
    public async Task D6_EndlessBody_IsReadNoFurtherThanTheBound()
    {
        await using var server = await KeyServer.StartAsync();
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Map("/keys", async http =>
        {
            http.RequestAborted.Register(() => hungUp.TrySetResult());
            var blanks = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));

            // No end within reach of a client that stops at the bound, and one for a client that does not.
            for (var block = 0; block < 1024 && !http.RequestAborted.IsCancellationRequested; block++)
            {
                await http.Response.Body.WriteAsync(blanks);
            }
        });
        using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

        Assert.Contains("larger than 524288 bytes", await rig.FetchAsync(), StringComparison.Ordinal);
        await hungUp.Task;
    }

    [Fact]
    public async Task D6_BodyThatSaysItIsTooLarge_IsNotRead()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/keys", http =>
        {
            http.Response.ContentLength = 10L * 1024 * 1024 * 1024;
            return http.Response.StartAsync();
        });
        using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

        Assert.Contains("larger than 524288 bytes", await rig.FetchAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    public async Task D6_CompressedBody_IsNeverExpanded(string encoding)
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/keys", async http =>
        {
            http.Response.Headers.ContentEncoding = encoding;
            using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(GoodSet + new string(' ', 1024 * 1024)));
        });
        using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

        Assert.Contains("compressed", await rig.FetchAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Accept-Encoding", server.Headers.First());
    }

    [Fact]
    public async Task D6_BodyThatComesAByteAtATime_EndsAtTheTimeLimit()
    {
        await using var server = await KeyServer.StartAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Map("/keys", async http =>
        {
            http.RequestAborted.Register(() => aborted.TrySetResult());
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            begun.SetResult();
            await aborted.Task;
        });
        using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

        var fetch = rig.FetchAsync();
        await begun.Task;
        rig.Clock.Advance(KeyRefresher.FetchTimeout - TimeSpan.FromTicks(1));
        Assert.False(fetch.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Contains("took longer", await fetch, StringComparison.Ordinal);
        await aborted.Task;
    }

    [Fact]
    public async Task D7_AnswerThatIsNoKeySet_IsAFailedFetch()
    {
        await using var server = await KeyServer.StartAsync();
        foreach (var (status, type, body) in new[]
        {
            (500, "application/json", GoodSet),
            (404, "application/json", GoodSet),
            (204, "application/json", ""),
            (206, "application/json", GoodSet),
            (200, "text/html", GoodSet),
            (200, "text/html; charset=utf-8", GoodSet),
            (200, "application/json", "<html></html>"),
            (200, "application/json", ""),
            (200, "application/json", GoodSet[..^1]),
        })
        {
            server.Map("/keys", http =>
            {
                http.Response.StatusCode = status;
                http.Response.ContentType = type;
                return body.Length > 0 ? http.Response.WriteAsync(body) : Task.CompletedTask;
            });
            using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

            Assert.NotNull(await rig.FetchAsync());
            Assert.Null(rig.Keys.Current);
        }

        server.Map("/keys", http => http.Response.WriteAsync(GoodSet));
        using var untyped = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));
        Assert.Null(await untyped.FetchAsync());
    }

    [Fact]
    public async Task D7_ConnectionTornInTheBody_IsAFailedFetch()
    {
        await using var server = await KeyServer.StartAsync();
        server.Map("/keys", async http =>
        {
            http.Response.ContentLength = GoodSet.Length + 1;
            await http.Response.WriteAsync(GoodSet);
            http.Abort();
        });
        using var rig = new FetchRig(FetchRig.At($"http://127.0.0.1:{server.Port}/keys"));

        Assert.NotNull(await rig.FetchAsync());
        Assert.Null(rig.Keys.Current);
    }

    [Fact]
    public async Task Fetch_OfDiscoveryAndKeys_CarriesNoCookieCredentialOrTrace()
    {
        await using var server = await KeyServer.StartAsync();
        var authority = $"http://127.0.0.1:{server.Port}";
        server.Map("/.well-known/openid-configuration", http =>
        {
            http.Response.Headers.SetCookie = "a=b; Path=/";
            return http.Response.WriteAsync($$"""{"issuer":"{{authority}}","jwks_uri":"{{authority}}/keys"}""");
        });
        server.Map("/keys", GoodSet);
        using var rig = new FetchRig(FetchRig.Of(authority));
        using var activity = new System.Diagnostics.Activity("request").Start();

        Assert.Null(await rig.FetchAsync());

        Assert.Equal((1, 1), (server.Hits("/.well-known/openid-configuration"), server.Hits("/keys")));
        Assert.All(server.Headers, headers => Assert.Equal(["Accept", "Host", "User-Agent"], headers));
    }
}
