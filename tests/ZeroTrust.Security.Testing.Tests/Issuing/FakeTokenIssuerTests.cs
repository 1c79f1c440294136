using System.Net;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing.Tests.Issuing;

public sealed class FakeTokenIssuerTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private FakeTokenIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await FakeTokenIssuer.StartAsync();

    public Task DisposeAsync() => _issuer.DisposeAsync().AsTask();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("openid-configuration")]
    [InlineData("oauth-authorization-server")]
    public async Task Discovery_NamesTheIssuerAndItsKeys(string document)
    {
        var json = await GetJsonAsync($"{_issuer.Issuer}/.well-known/{document}");
        Assert.Equal(_issuer.Issuer, (string?)json["issuer"]);
        Assert.Equal(_issuer.JwksUri, (string?)json["jwks_uri"]);
        Assert.Equal(_issuer.TokenEndpoint, (string?)json["token_endpoint"]);
        Assert.Equal("127.0.0.1", new Uri(_issuer.Issuer).Host);
    }

    [Fact]
    public async Task Rotate_PublishesTheNewKeyBesideTheOldOne_AndSignsWithIt()
    {
        var old = _issuer.CurrentKey;
        var rotated = _issuer.Rotate();

        Assert.Equal([old.KeyId, rotated.KeyId], await PublishedAsync());
        Assert.Equal(rotated.KeyId, (string?)Parts.Of(_issuer.Token().Build()).Header["kid"]);
        Assert.Equal(old.KeyId, (string?)Parts.Of(_issuer.Token().SignedBy(old).Build()).Header["kid"]);
    }

    [Fact]
    public async Task Remove_TakesTheKeyOutOfTheSet()
    {
        var old = _issuer.CurrentKey;
        var rotated = _issuer.Rotate();

        Assert.True(_issuer.Remove(old.KeyId));
        Assert.False(_issuer.Remove(old.KeyId));
        Assert.Equal([rotated.KeyId], await PublishedAsync());
    }

    [Fact]
    public async Task Break_EachFault_AnswersItUntilRepaired()
    {
        var uri = new Uri(_issuer.JwksUri);

        _issuer.Break(IssuerEndpoint.Keys, IssuerFault.Status(500));
        Assert.Equal(HttpStatusCode.InternalServerError, (await _client.GetAsync(uri)).StatusCode);

        _issuer.Break(IssuerEndpoint.Keys, IssuerFault.Garbage());
        var garbage = await _client.GetStringAsync(uri);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(garbage));

        _issuer.Break(IssuerEndpoint.Keys, IssuerFault.Oversized(100_000));
        Assert.True((await _client.GetStringAsync(uri)).Length > 100_000);

        _issuer.Break(IssuerEndpoint.Keys, IssuerFault.Redirect("http://127.0.0.1:1/"));
        Assert.Equal("http://127.0.0.1:1/", (await _client.GetAsync(uri)).Headers.Location!.ToString());

        _issuer.Break(IssuerEndpoint.Keys, IssuerFault.Body("""{"keys":[]}"""));
        Assert.Equal("""{"keys":[]}""", await _client.GetStringAsync(uri));

        _issuer.Break(IssuerEndpoint.Keys, IssuerFault.HangUp());
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(uri));

        _issuer.Repair(IssuerEndpoint.Keys);
        Assert.Equal([_issuer.CurrentKey.KeyId], await PublishedAsync());
        Assert.Equal(7, _issuer.RequestCount(IssuerEndpoint.Keys));
        Assert.Equal(0, _issuer.RequestCount(IssuerEndpoint.Discovery));
    }

    [Fact]
    public async Task Hold_KeepsRequestsUntilTheGateOpens()
    {
        Task<string> request;
        using (var gate = _issuer.Hold(IssuerEndpoint.Keys))
        {
            request = _client.GetStringAsync(new Uri(_issuer.JwksUri));
            await gate.Arrived;
            Assert.False(request.IsCompleted);
        }

        Assert.Contains(_issuer.CurrentKey.KeyId, await request, StringComparison.Ordinal);
        Assert.Contains(_issuer.CurrentKey.KeyId, await _client.GetStringAsync(new Uri(_issuer.JwksUri)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOtherPath_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(_issuer.Issuer + "/admin"))).StatusCode);

    [Fact]
    public async Task StartAsync_TwoIssuers_ShareNeitherAddressNorKeys()
    {
        await using var other = await FakeTokenIssuer.StartAsync();
        Assert.NotEqual(_issuer.Issuer, other.Issuer);
        Assert.NotEqual(_issuer.CurrentKey.KeyId, other.CurrentKey.KeyId);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData(" production ")]
    public async Task StartAsync_GivenProduction_Throws(string environment)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => FakeTokenIssuer.StartAsync(new() { Environment = environment }));
        Assert.Contains("Production", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DOTNET_ENVIRONMENT")]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    public void ProductionGuard_VariableSaysProduction_ThrowsAndNamesIt(string variable)
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => ProductionGuard.ThrowIfProduction(null, name => name == variable ? "Production" : null));
        Assert.Contains(variable, refusal.Message, StringComparison.Ordinal);
        ProductionGuard.ThrowIfProduction("Development", static _ => "Staging");
    }

    private async Task<string[]> PublishedAsync()
    {
        var set = await GetJsonAsync(_issuer.JwksUri);
        return [.. set["keys"]!.AsArray().Select(static key => (string)key!["kid"]!)];
    }

    private async Task<JsonObject> GetJsonAsync(string address) =>
        JsonNode.Parse(await _client.GetStringAsync(new Uri(address)))!.AsObject();
}
