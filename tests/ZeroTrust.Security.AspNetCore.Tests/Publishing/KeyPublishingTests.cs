using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Ecosystem;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Publishing;

public sealed class KeyPublishingTests
{
    private const string KeySet = "/.well-known/jwks.json";
    private const string Discovery = "/.well-known/openid-configuration";

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Get_TheKeySet_HoldsPublicMembersAlone(string algorithm)
    {
        await using var site = await StartAsync(algorithm);
        using var answer = await site.GetAsync(KeySet);

        Assert.Equal((HttpStatusCode.OK, "application/jwk-set+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        var keys = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("keys").EnumerateArray().ToList();
        var expected = algorithm == "ES256" ? (string[])["alg", "crv", "kid", "kty", "use", "x", "y"] : ["alg", "e", "kid", "kty", "n", "use"];
        Assert.All(keys, key => Assert.Equal(expected, key.EnumerateObject().Select(static member => member.Name).Order()));
        Assert.Equal(site.Services.GetRequiredService<IKeyRing>().Keys.Select(static key => key.KeyId), keys.Select(static key => key.GetProperty("kid").GetString()));
    }

    [Fact]
    public async Task Get_TheDiscoveryDocument_NamesIssuerAndKeySet()
    {
        await using var site = await StartAsync();
        using var answer = await site.GetAsync(Discovery);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("http://localhost:5007/orders", document.GetProperty("issuer").GetString());
        Assert.Equal("http://localhost:5007/orders/.well-known/jwks.json", document.GetProperty("jwks_uri").GetString());
    }

    [Theory]
    [InlineData(KeySet)]
    [InlineData(Discovery)]
    public async Task Get_WithTheTag_IsAnswered304(string path)
    {
        await using var site = await StartAsync();
        using var first = await site.GetAsync(path);
        var tag = first.Headers.ETag!;

        Assert.False(tag.IsWeak);
        Assert.Equal("public, max-age=900", first.Headers.CacheControl!.ToString());
        foreach (var (given, expected) in ((string, HttpStatusCode)[])
        [
            (tag.Tag, HttpStatusCode.NotModified), ($"W/{tag.Tag}", HttpStatusCode.NotModified), ($"\"other\", {tag.Tag}", HttpStatusCode.NotModified), ("*", HttpStatusCode.NotModified),
            ("\"other\"", HttpStatusCode.OK), ("nonsense", HttpStatusCode.OK), (tag.Tag[..^1], HttpStatusCode.OK),
        ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", given);
            using var answer = await site.Client.SendAsync(request);
            Assert.Equal((given, expected), (given, answer.StatusCode));
            Assert.Equal((tag, "public, max-age=900"), (answer.Headers.ETag!, answer.Headers.CacheControl!.ToString()));
            Assert.Equal(expected == HttpStatusCode.OK, (await answer.Content.ReadAsByteArrayAsync()).Length > 0);
        }
    }

    [Theory]
    [InlineData(KeySet)]
    [InlineData(Discovery)]
    public async Task Head_HasTheHeadersWithoutTheDocument(string path)
    {
        await using var site = await StartAsync();
        using var get = await site.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal((get.Headers.ETag, get.Content.Headers.ContentLength), (head.Headers.ETag, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Get_AfterAChangeOfTheRing_HasAnotherTag()
    {
        await using var site = await StartAsync();
        using var before = await site.GetAsync(KeySet);
        var ring = site.Services.GetRequiredService<IKeyRing>();
        var revoked = ring.Keys[0].KeyId;
        Assert.True(await ring.RevokeAsync(revoked));

        using var request = new HttpRequestMessage(HttpMethod.Get, KeySet);
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var after = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.DoesNotContain(revoked, await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhileTheRingIsNotRead_Is503()
    {
        await using var site = await StartAsync(services: services => services.AddSingleton<IServiceKeyPublication>(new Nothing()));
        using var answer = await site.GetAsync(KeySet);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(new CacheControlHeaderValue { NoStore = true }, answer.Headers.CacheControl);
        Assert.Contains("keys_unavailable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_IsAnonymousForAReason_AndGetAndHeadAlone()
    {
        await using var site = await StartAsync();
        var report = site.Services.GetRequiredService<IEndpointAccessReport>().Endpoints;
        Assert.Equal(["/.well-known/jwks.json", "/.well-known/openid-configuration"], report.Select(static endpoint => endpoint.Pattern));
        Assert.All(report, static endpoint => Assert.Equal(("GET HEAD", "public keys, for those who verify this service's tokens"), (endpoint.Methods, endpoint.AnonymousReason)));

        using var request = new HttpRequestMessage(HttpMethod.Post, KeySet);
        using var answer = await site.Client.SendAsync(request);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Map_WithoutServiceTokens_StopsTheStart()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => RealSite.StartAsync(static app => app.MapServiceKeys()));
        Assert.Contains("AddServiceTokens", fault.Message, StringComparison.Ordinal);
    }

    private static Task<RealSite> StartAsync(string algorithm = "ES256", Action<IServiceCollection>? services = null) => RealSite.StartAsync(
        static app => app.MapServiceKeys(),
        collection =>
        {
            services?.Invoke(collection);
            collection.AddZeroTrustCore().AddServiceTokens(tokens =>
            {
                tokens.Issuer = "http://localhost:5007/orders";
                tokens.Algorithm = algorithm;
            });
        });

    private sealed class Nothing : IServiceKeyPublication
    {
        public ServiceKeyDocuments? Current => null;
    }
}
