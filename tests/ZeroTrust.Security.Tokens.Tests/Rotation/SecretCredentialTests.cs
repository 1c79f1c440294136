using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using ZeroTrust.Security.Tokens.Tests.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Rotation;

public sealed class SecretCredentialTests
{
    [Fact]
    public async Task H10_ACredentialThatIsRotated_IsInTheNextRequest_AndLeavesNoneInTheRequest()
    {
        await using var vendor = await Listener.StartAsync();
        await using var host = Host(vendor.Address);
        host.Store.Set("vendor", "first");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        using (await Client(host).SendAsync(request))
        {
            Assert.Null(request.Headers.Authorization);
        }

        await host.RotateAsync("vendor", "second");
        using (await Client(host).GetAsync(new Uri("/", UriKind.Relative)))
        {
            Assert.Equal(["Bearer first", "Bearer second"], vendor.Seen);
        }
    }

    [Fact]
    public async Task ACredential_ThatIsRefused_HasTheStoreAsked_AndAnotherTriedOnce()
    {
        await using var vendor = await Listener.StartAsync();
        await using var host = Host(vendor.Address);
        var refuse = () => { };
        vendor.Answer = http =>
        {
            if (http.Request.Headers.Authorization.ToString() != "Bearer second")
            {
                refuse();
                http.Response.StatusCode = 401;
            }

            return Task.CompletedTask;
        };
        host.Store.Set("vendor", "first");
        using (var refused = await Client(host).GetAsync(new Uri("/", UriKind.Relative)))
        {
            Assert.Equal((401, 1), ((int)refused.StatusCode, vendor.Seen.Count));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(10));

        // As late as that, with the clock standing: nothing but the refusal has the store asked.
        refuse = () => host.Store.Set("vendor", "second");
        using var content = new StringContent("100 EUR");
        using var taken = await Client(host).PostAsync(new Uri("/", UriKind.Relative), content);

        Assert.Equal(200, (int)taken.StatusCode);
        Assert.Equal(["Bearer first", "Bearer first", "Bearer second"], vendor.Seen);
        Assert.Equal("100 EUR", vendor.Bodies.Last());
        Assert.DoesNotContain(host.Log.Of(2806), static line => line.Contains("first", StringComparison.Ordinal) || line.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Basic_TakesBothOfOneVersion_AndAHeaderOfItsOwnTheValue()
    {
        await using var vendor = await Listener.StartAsync();
        var key = "";
        vendor.Answer = http =>
        {
            key = http.Request.Headers["X-Vendor-Key"].ToString();
            return Task.CompletedTask;
        };
        await using var host = Host(vendor.Address, static credential => credential.Kind = SecretCredentialKind.Basic);
        host.Store.Set("vendor", ("username", "orders"), ("password", "p:w"));
        using (await Client(host).GetAsync(new Uri("/", UriKind.Relative)))
        {
            Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("orders:p:w")), Assert.Single(vendor.Seen));
        }

        await using var other = Host(vendor.Address, static credential => (credential.Kind, credential.HeaderName) = (SecretCredentialKind.Header, "X-Vendor-Key"));
        other.Store.Set("vendor", "value");
        using (await Client(other).GetAsync(new Uri("/", UriKind.Relative)))
        {
            Assert.Equal(("value", ""), (key, vendor.Seen.Last()));
        }
    }

    [Theory]
    [InlineData("two\r\nX-Injected: 1")]
    [InlineData("caf\u00e9")]
    public async Task ACredential_ThatNoHeaderCanCarry_IsNotSent(string value)
    {
        await using var vendor = await Listener.StartAsync();
        await using var host = Host(vendor.Address);
        host.Store.Set("vendor", value);

        await Assert.ThrowsAsync<SecretUnavailableException>(() => Client(host).GetAsync(new Uri("/", UriKind.Relative)));
        Assert.Empty(vendor.Seen);
    }

    [Fact]
    public async Task ACredential_GoesToItsHostsAlone_AndFollowsNoRedirect()
    {
        await using var vendor = await Listener.StartAsync();
        await using var other = await Listener.StartAsync("127.0.0.2");
        vendor.Answer = http =>
        {
            http.Response.Redirect(other.Address.AbsoluteUri);
            return Task.CompletedTask;
        };
        await using var host = Host(vendor.Address, static credential => credential.Kind = SecretCredentialKind.Header);
        host.Store.Set("vendor", "canary-4711");

        using var redirect = await Client(host).GetAsync(new Uri("/", UriKind.Relative));
        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => Client(host).GetAsync(other.Address));

        Assert.Equal(302, (int)redirect.StatusCode);
        Assert.Equal(ServiceTokenFailure.DestinationRefused, fault.Failure);
        Assert.Empty(other.Seen);
        Assert.DoesNotContain("canary-4711", string.Concat(host.Log.Lines.Select(static line => line.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARequest_WithSuchAHeaderOfItsOwn_IsNotSent()
    {
        await using var vendor = await Listener.StartAsync();
        await using var host = Host(vendor.Address);
        host.Store.Set("vendor", "first");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Authorization = new("Bearer", "own") } };

        await Assert.ThrowsAsync<ServiceTokenException>(() => Client(host).SendAsync(request));
        Assert.Empty(vendor.Seen);
    }

    [Fact]
    public void Settings_ThatCannotBe_AreRefused()
    {
        var client = new ServiceCollection().AddHttpClient("vendor");

        Assert.Throws<FormatException>(() => client.AddSecretCredential("canary"));
        Assert.Throws<ArgumentException>(() => client.AddSecretCredential("secret://memory/a#b", static credential => credential.Kind = SecretCredentialKind.Basic));
        Assert.Throws<ArgumentException>(() => client.AddSecretCredential("secret://memory/a", static credential => (credential.Kind, credential.HeaderName) = (SecretCredentialKind.Header, "a b")));
        Assert.Throws<ArgumentException>(() => client.AddSecretCredential("secret://memory/a", static credential => (credential.Kind, credential.HeaderName) = (SecretCredentialKind.Header, "Content-Type")));
        Assert.Throws<ArgumentException>(() => client.AddSecretCredential("secret://memory/a", static credential => credential.Hosts.Add("https://vendor.example/")));
    }

    private static RotationHost Host(Uri address, Action<SecretCredentialOptions>? configure = null) => new(zt =>
    {
        zt.Services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Development" });
        zt.Services.AddHttpClient("vendor", http => http.BaseAddress = address).AddSecretCredential("secret://memory/vendor", configure);
    });

    private static HttpClient Client(RotationHost host) => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("vendor");
}
