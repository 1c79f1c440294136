using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class ServerTokensTests : IDisposable
{
    private const string Odd = "p:a s+s&w=ö%";

    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedEndpoint _endpoint = new();
    private readonly FakeMinter _minter;
    private readonly ServiceProvider _services;

    public ServerTokensTests()
    {
        _minter = new(_clock);
        _services = new ServiceCollection().AddSingleton<IServiceTokenMinter>(_minter).AddSingleton<IJwsSigner>(_minter).BuildServiceProvider();
    }

    private SigningServices Signing => new(_services);

    [Fact]
    public async Task Credentials_Basic_BothHalvesAreFormEncoded()
    {
        await Credentials(new SecretProof("orders:1", Given(Odd), inForm: false)).GetAsync(new() { Audience = "payments", Scopes = ["b", "a"] }, default);

        var pair = Encoding.ASCII.GetString(Convert.FromBase64String(_endpoint.Authorization!.Parameter!));
        Assert.Equal("Basic", _endpoint.Authorization.Scheme);
        Assert.Equal("orders%3A1:p%3Aa%20s%2Bs%26w%3D%C3%B6%25", pair);
        Assert.Equal(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["audience"] = "payments", ["scope"] = "b a" }, _endpoint.Form);
    }

    [Fact]
    public async Task Credentials_Post_SecretIsInTheForm_AndTheAnswersBytesAreCleared()
    {
        await Credentials(new SecretProof("orders", Given(Odd), inForm: true), resource: "https://payments.internal").GetAsync(new() { Audience = "payments" }, default);

        Assert.Null(_endpoint.Authorization);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["resource"] = "https://payments.internal", ["client_id"] = "orders", ["client_secret"] = Odd,
            },
            _endpoint.Form);
        Assert.All(_endpoint.Body!, static value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task Credentials_PrivateKeyJwt_StatementIsNewShortAndForTheServer()
    {
        var tokens = Credentials(new SignedProof("orders", "https://id.example", Signing, _clock));
        await tokens.GetAsync(new() { Audience = "payments" }, default);

        var (type, payload) = Assert.Single(_minter.Signed);
        using var claims = JsonDocument.Parse(payload);
        var root = claims.RootElement;
        Assert.Equal("client-authentication+jwt", type);
        Assert.Equal("orders", root.GetProperty("iss").GetString());
        Assert.Equal("orders", root.GetProperty("sub").GetString());
        Assert.Equal("https://id.example", root.GetProperty("aud").GetString());
        Assert.InRange(root.GetProperty("exp").GetInt64() - _clock.GetUtcNow().ToUnixTimeSeconds(), 1, 60);
        Assert.Equal("signed.statement.here", _endpoint.Form["client_assertion"]);
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", _endpoint.Form["client_assertion_type"]);
        _endpoint.Form.Clear();
        await tokens.GetAsync(new() { Audience = "payments" }, default);
        Assert.Equal(2, _minter.Signed.Select(static signed => JsonDocument.Parse(signed.Payload).RootElement.GetProperty("jti").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Exchange_SendsTheUsersTokenAndTheActors()
    {
        var request = new ServiceTokenRequest { Audience = "payments", User = TestUser.Of("alice", _clock.GetUtcNow().AddMinutes(5), text: "u.s.er") };
        await new ExchangedTokens(Grant(new SecretProof("orders", Given("s"), inForm: false)), new MintedActor("https://id.example", Signing)).GetAsync(request, default);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
                ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
                ["subject_token"] = "u.s.er",
                ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
                ["actor_token"] = "minted-1-for-https://id.example",
                ["actor_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
                ["audience"] = "payments",
            },
            _endpoint.Form);
    }

    [Fact]
    public async Task Exchange_WithoutAUsersToken_IsRefused()
    {
        var tokens = new ExchangedTokens(Grant(new SecretProof("orders", Given("s"), inForm: false)), actor: null);
        foreach (var user in (DelegatedUser?[])[null, TestUser.Of("alice", _clock.GetUtcNow().AddMinutes(5))])
        {
            var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => tokens.GetAsync(new() { Audience = "payments", User = user }, default));
            Assert.Equal(ServiceTokenFailure.NotGranted, fault.Failure);
        }

        Assert.Empty(_endpoint.Form);
    }

    [Fact]
    public async Task Sources_WhatTheyCannotSay_IsRefusedAndNotLeftOut()
    {
        ServiceTokenRequest[] unsayable =
        [
            new() { Audience = "payments", Permissions = ["a:b"] },
            new() { Audience = "payments", Tenant = "a" },
            new() { Audience = "payments", Claims = new Dictionary<string, string> { ["a"] = "b" } },
            new() { Audience = "payments", User = TestUser.Of("alice", _clock.GetUtcNow().AddMinutes(5), text: "u.s.er") },
        ];
        foreach (var request in unsayable)
        {
            foreach (var source in (ITokenSource[])[Credentials(new SecretProof("orders", Given("s"), inForm: false)), new FileTokens("payments", "/nowhere")])
            {
                Assert.Equal(ServiceTokenFailure.NotGranted, (await Assert.ThrowsAsync<ServiceTokenException>(() => source.GetAsync(request, default))).Failure);
            }
        }

        var minted = new MintedTokens("payments", Signing);
        await Assert.ThrowsAsync<ServiceTokenException>(() => minted.GetAsync(new() { Audience = "payments", Scopes = ["a"] }, default));
        Assert.Equal(0, _minter.Count);
    }

    [Fact]
    public async Task Secret_OfAFile_IsReadEachTime_WithoutTheLineFeed()
    {
        var file = Path.GetTempFileName();
        try
        {
            var secret = new ClientSecret(file, null);
            await File.WriteAllTextAsync(file, "first\n");
            Assert.Equal("first", await Take(secret));
            await File.WriteAllTextAsync(file, "second");
            Assert.Equal("second", await Take(secret));

            foreach (var bad in (string[])["", "\n", new('x', 5000)])
            {
                await File.WriteAllTextAsync(file, bad);
                Assert.Equal(ServiceTokenFailure.SourceUnavailable, (await Assert.ThrowsAsync<ServiceTokenException>(() => Take(secret))).Failure);
            }
        }
        finally
        {
            File.Delete(file);
        }

        await Assert.ThrowsAsync<ServiceTokenException>(() => Take(new(file, null)));
    }

    public void Dispose() => _services.Dispose();

    private static async Task<string> Take(ClientSecret secret)
    {
        using var taken = await secret.TakeAsync(default);
        return taken.Value.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));
    }

    private static ClientSecret Given(string text) => new(null, _ => new(Secret.FromText(text)));

    private ServerGrant Grant(IClientProof proof, string? resource = null) => new("payments", resource, proof, _endpoint);

    private ClientCredentialsTokens Credentials(IClientProof proof, string? resource = null) => new(Grant(proof, resource));
}
