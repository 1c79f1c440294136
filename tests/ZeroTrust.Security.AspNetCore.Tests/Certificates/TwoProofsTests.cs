using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>A client certificate with an API key or a service's token in one request, each of them real, over real TLS.</summary>
public sealed class TwoProofsTests
{
    [Theory]
    [InlineData("orders", "/charge", "200 service 'orders'")]
    [InlineData("orders", "/refund", "200 service 'orders'")]
    [InlineData("stock", "/charge", "400 services_differ")]
    [InlineData(null, "/charge", "200 service 'orders'")]
    [InlineData(null, "/refund", "403 grant_missing")]
    public async Task ApiKeyAndCertificate_OneServiceOfBoth_WithThePermissionsOfTheKey(string? service, string path, string expected)
    {
        await using var site = await StartAsync();
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        if (service is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", await CreateKeyAsync(site, service));
        }

        Assert.Equal(expected, await SendAsync(site, client, path));
    }

    [Theory]
    [InlineData("orders", "/charge", "403 grant_missing")]
    [InlineData("orders", "/refund", "200 service 'orders'")]
    [InlineData("stock", "/refund", "400 services_differ")]
    public async Task ServiceTokenAndCertificate_OneServiceOfBoth_WithThePermissionsOfTheToken(string service, string path, string expected)
    {
        await using var site = await StartAsync();
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        client.DefaultRequestHeaders.Authorization = new("Bearer", site.Issuer.Service(service).Token("payments:refund").Claim("idtyp", "app").Build());

        Assert.Equal(expected, await SendAsync(site, client, path));
    }

    [Fact]
    public async Task AllThree_OnlyWhereAUserAndAServiceAreAskedFor()
    {
        await using var site = await StartAsync();
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        client.DefaultRequestHeaders.Add("X-Api-Key", await CreateKeyAsync(site, "orders"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", site.Issuer.User("alice").Token().Build());

        Assert.Equal("200 service 'orders' for user 'alice' of 'corporate'", await SendAsync(site, client, "/both"));
        Assert.Equal("400 several_credentials", await SendAsync(site, client, "/caller"));
    }

    [Fact]
    public async Task WrongKeyBesideAGoodCertificate_IsRefused()
    {
        await using var site = await StartAsync();
        using var client = site.Client(site.Ca.Issue(CertificateSite.Orders));
        var key = await CreateKeyAsync(site, "orders");
        client.DefaultRequestHeaders.Add("X-Api-Key", key[..^1] + (key[^1] == 'a' ? 'b' : 'a'));

        Assert.Equal("401 ApiKeyMalformed", await SendAsync(site, client, "/caller"));
    }

    private static async Task<string> SendAsync(CertificateSite site, HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? $"200 {await answer.Content.ReadAsStringAsync()}" : $"{(int)answer.StatusCode} {site.Trail.Events[^1].Reason}";
    }

    private static async Task<string> CreateKeyAsync(CertificateSite site, string service)
    {
        var created = await site.Services.GetRequiredService<IApiKeyService>().CreateAsync(new(service) { Permissions = ["payments:charge", "payments:refund"] });
        return created.Text.Reveal(0, static (bytes, _) => Encoding.ASCII.GetString(bytes));
    }

    private static Task<CertificateSite> StartAsync() => CertificateSite.StartAsync(
        map: static app =>
        {
            app.MapGet("/charge", static (HttpContext http) => http.GetCaller().ToString()).RequirePermission("payments:charge").AllowCallers("orders");
            app.MapGet("/refund", static (HttpContext http) => http.GetCaller().ToString()).RequirePermission("payments:refund").AllowCallers("orders");
            app.MapGet("/both", static (HttpContext http) => http.GetCaller().ToString()).RequireUser().AllowCallers("orders");
        },
        configure: static builder =>
        {
            foreach (var (name, value) in new[] { ("Kind", "Mixed"), ("KindClaim", "idtyp"), ("ServiceKindValue", "app") })
            {
                builder.Configuration[$"ZeroTrust:Issuers:corporate:{name}"] = value;
            }

            builder.Services.AddZeroTrustCore()
                .AddApiKeys()
                .AddApiKeyStore<InMemoryApiKeyStore>()
                .AddApiKeyPepper(static _ => Secret.FromText("a pepper for tests of 32 bytes ..."));
        });
}
