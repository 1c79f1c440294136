using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>The bundle changes while the service runs: connections that it no longer vouches for end within the bound.</summary>
public sealed class BundleSwapTests
{
    // The bound that the documents promise, from the change of the file.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task OldConnections_AreCutOff_AndOthersStay()
    {
        await using var site = await CertificateSite.StartAsync();
        using var other = new TestCa("Other Root");
        await site.SwapBundleAsync(site.Ca.Pem + other.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));

        using var leaving = site.Client(site.Ca.Issue(CertificateSite.Orders));
        using var staying = site.Client(other.Issue(CertificateSite.Orders));
        Assert.Equal("200", await leaving.GetAsync("/caller").ShortAsync());
        Assert.Equal("200", await staying.GetAsync("/caller").ShortAsync());

        await site.SwapBundleAsync(other.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HttpRequestException>(() => leaving.GetAsync("/caller"));
        Assert.Equal("200", await staying.GetAsync("/caller").ShortAsync());
        Assert.Contains("Connection ended: its client certificate is good no longer, untrusted; orders.", site.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("00:00:15")]
    public async Task OpenResponse_EndsWithinTheBound(string interval)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var site = await CertificateSite.StartAsync(
            new Dictionary<string, string?> { ["PollInterval"] = interval },
            map: app => app.MapGet("/stream", async (HttpContext context) =>
            {
                context.RequestAborted.Register(() => ended.TrySetResult());
                await context.Response.WriteAsync("first");
                await context.Response.Body.FlushAsync();
                await Task.WhenAny(ended.Task, Task.Delay(TimeSpan.FromSeconds(60)));
            }).AllowCallers("orders"));
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        using var response = await client.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead);
        response.Is(HttpStatusCode.OK);

        using var other = new TestCa("Other Root");
        await site.SwapBundleAsync(other.Pem);
        site.Clock.Advance(Bound);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task RequestUnderWay_AtTheSwap_IsRefused()
    {
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var site = await CertificateSite.StartAsync(build: app => app.Use(async (context, next) =>
        {
            if (context.Request.Headers.TryGetValue("X-Swap", out var bundle))
            {
                using var other = new TestCa("Other Root");
                await File.WriteAllTextAsync(bundle!, other.Pem);
                context.RequestServices.GetRequiredService<ManualTimeProvider>().Advance(TimeSpan.FromSeconds(5));
                await next(context);
                decided.SetResult();
                return;
            }

            await next(context);
        }));
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());

        using var request = new HttpRequestMessage(HttpMethod.Get, "/caller");
        request.Headers.Add("X-Swap", site.BundleFile);
        await Record.ExceptionAsync(() => client.SendAsync(request));
        await decided.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("certificate_untrusted", site.Trail.Events[^1].Reason);
    }

    [Fact]
    public async Task ExpiredCertificate_OnAnOpenConnection_IsCutOff()
    {
        await using var site = await CertificateSite.StartAsync();
        using var client = site.Client(site.Ca.Issue(new ClientCertificate { Uris = [CertificateSite.Orders], To = TestCa.Start.AddSeconds(3) }));
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/caller"));
        Assert.Contains("good no longer, expired; orders.", site.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public async Task BundleThatCannotBeUsed_ChangesNothingButAnAlarm(string pem)
    {
        await using var site = await CertificateSite.StartAsync();
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());

        await site.SwapBundleAsync(pem);
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());
        Assert.NotNull(site.Certificates.BundleProblem);
        Assert.Single(site.Logs.Lines, static line => line.Text.Contains("is not taken, the former one stays in force", StringComparison.Ordinal));

        await site.SwapBundleAsync(site.Ca.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(site.Certificates.BundleProblem);
    }

    [Fact]
    public async Task Intermediate_SentByTheClient_CompletesTheChain_AlsoAfterASwap()
    {
        await using var site = await CertificateSite.StartAsync();
        using var below = new TestCa("Intermediate", site.Ca);
        var certificate = below.Issue(CertificateSite.Orders);
        using var client = site.Client(certificate, below.Certificate);
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());

        using var other = new TestCa("Other Root");
        await site.SwapBundleAsync(other.Pem + site.Ca.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());
    }

    [Fact]
    public async Task SecondSession_WithAnIntermediate_IsCheckedAsTheFirst_AndRefusedOnceItsAuthorityIsGone()
    {
        await using var site = await CertificateSite.StartAsync();
        using var below = new TestCa("Intermediate", site.Ca);
        var certificate = below.Issue(CertificateSite.Orders);
        for (var session = 0; session < 3; session++)
        {
            using var client = site.Client(certificate, below.Certificate);
            Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());
        }

        using var other = new TestCa("Other Root");
        await site.SwapBundleAsync(other.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        using var refused = site.Client(certificate, below.Certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => refused.GetAsync("/caller"));
    }

    [Fact]
    public async Task Intermediate_OfTheBundle_CompletesTheChain_AndEndsNone()
    {
        await using var site = await CertificateSite.StartAsync();
        using var below = new TestCa("Intermediate", site.Ca);
        var certificate = below.Issue(CertificateSite.Orders);
        using (var alone = site.Client(certificate))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => alone.GetAsync("/caller"));
        }

        await site.SwapBundleAsync(site.Ca.Pem + below.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        using var client = site.Client(certificate);
        Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());

        using var other = new TestCa("Other Root");
        await site.SwapBundleAsync(other.Pem + below.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        using var again = site.Client(certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => again.GetAsync("/caller"));
    }

    [Fact]
    public async Task ClosedConnections_AreWatchedNoLonger()
    {
        await using var site = await CertificateSite.StartAsync();
        using (var client = site.Client(site.Ca.Issue(CertificateSite.Orders)))
        {
            Assert.Equal("200", await client.GetAsync("/caller").ShortAsync());
            Assert.Equal(1, site.Certificates.Watched);
        }

        Assert.True(SpinWait.SpinUntil(() => site.Certificates.Watched == 0, TimeSpan.FromSeconds(30)));
    }
}
