using System.Net;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Keys;

/// <summary>An issuer that changes its keys while requests come in, through the whole pipeline.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task Rotation_UnderLoad_LosesNoRequestAndCostsOneFetch()
    {
        await using var site = await KeySite.StartAsync();
        (await site.GetAsync()).Is(HttpStatusCode.OK);
        Assert.Equal(1, site.Issuer.RequestCount(IssuerEndpoint.Keys));
        var first = site.Issuer.CurrentKey;
        var halfDone = 0;

        async Task SendAsync()
        {
            for (var i = 0; i < 40; i++)
            {
                if (i == 20 && Interlocked.Exchange(ref halfDone, 1) == 0)
                {
                    site.Issuer.Rotate();
                }

                Assert.Equal("200", await site.GetAsync().ShortAsync());
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(SendAsync)));

        Assert.NotSame(first, site.Issuer.CurrentKey);
        Assert.Equal(2, site.Issuer.RequestCount(IssuerEndpoint.Keys));
        Assert.Equal("200", await site.GetAsync(site.Token().SignedBy(first)).ShortAsync());
    }

    [Fact]
    public async Task Rotation_RemovedKey_StopsValidatingWithTheNextSet()
    {
        await using var site = await KeySite.StartAsync();
        (await site.GetAsync()).Is(HttpStatusCode.OK);
        var old = site.Issuer.CurrentKey;
        site.Issuer.Rotate();
        Assert.True(site.Issuer.Remove(old.KeyId));
        Assert.Equal("200", await site.GetAsync(site.Token().SignedBy(old)).ShortAsync());

        site.AdvanceToNextAttempt();

        // A token of the new key waits for the fetch that is under way, if it has not ended yet.
        Assert.Equal("200", await site.GetAsync().ShortAsync());
        Assert.Equal(2, site.Issuer.RequestCount(IssuerEndpoint.Keys));
        Assert.Equal("401 invalid_token", await site.GetAsync(site.Token().SignedBy(old)).ShortAsync());
    }
}
