using System.Text.Json;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Minting;

public sealed class ServiceTokenMinterTests
{
    [Fact]
    public async Task Mint_APlainRequest_SaysExactlyThis()
    {
        using var rig = await RingRig.StartAsync();
        var minted = await rig.Minter.MintAsync(new() { Audience = "payments" });
        var token = minted.Reveal();

        var header = Jws.Header(token);
        Assert.Equal(["alg", "kid", "typ"], Names(header));
        Assert.Equal(("ES256", rig.Active.KeyId, "at+jwt"), (Text(header, "alg"), Text(header, "kid"), Text(header, "typ")));
        var payload = Jws.Payload(token);
        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "sub"], Names(payload).Order());
        Assert.Equal((RingRig.Issuer, "orders", "orders", "payments"), (Text(payload, "iss"), Text(payload, "sub"), Text(payload, "client_id"), Text(payload, "aud")));
        Assert.Equal(rig.Clock.GetUtcNow().ToUnixTimeSeconds(), payload.GetProperty("iat").GetInt64());
        Assert.Equal(300, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
        Assert.Equal(minted.ExpiresAt, rig.Clock.GetUtcNow().AddMinutes(5));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("PS256")]
    [InlineData("RS256")]
    public async Task Mint_EveryAlgorithm_ProvesTheServiceToItsCallee(string algorithm)
    {
        using var rig = await RingRig.StartAsync(settings: RingRig.Defaults with { Algorithm = Enum.Parse<SignatureAlgorithm>(algorithm) });
        var callee = Callee.Of(rig);

        var verdict = callee.Validate(await rig.MintAsync());

        Assert.Equal(TokenFailure.None, verdict.Failure);
        Assert.Equal(new ServiceIdentity("orders", "orders", "orders"), verdict.Token!.Caller.Service);
        Assert.Null(verdict.Token.Caller.User);
    }

    [Fact]
    public async Task Mint_AnyByteChanged_IsRefusedByTheCallee()
    {
        using var rig = await RingRig.StartAsync();
        var callee = Callee.Of(rig);
        var token = await rig.MintAsync();
        for (var i = 0; i < token.Length; i += 3)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.False(callee.Validate(changed).Accepted);
        }
    }

    [Fact]
    public async Task Mint_WithGrants_CarriesThoseOfTheAudienceOrWhatTheRequestNarrowsThemTo()
    {
        using var rig = await RingRig.StartAsync(tokens: Granting(("payments", ["payments:charge", "payments:refund"]), ("stock", ["stock:*", "stock:read"])));

        Assert.Equal(["payments:charge", "payments:refund"], await PermissionsAsync(rig, new() { Audience = "payments" }));
        Assert.Equal(["payments:refund"], await PermissionsAsync(rig, new() { Audience = "payments", Permissions = ["payments:refund"] }));
        Assert.Equal(["stock:read"], await PermissionsAsync(rig, new() { Audience = "stock" }));
        Assert.Equal(["stock:move"], await PermissionsAsync(rig, new() { Audience = "stock", Permissions = ["stock:move"] }));
        Assert.Empty(await PermissionsAsync(rig, new() { Audience = "other" }));
    }

    [Fact]
    public async Task Mint_WithTenantAndClaims_SaysThem()
    {
        using var rig = await RingRig.StartAsync();
        var token = (await rig.Minter.MintAsync(new()
        {
            Audience = "payments", Tenant = "acme \"x\"", Claims = new Dictionary<string, string> { ["order_no"] = "4711 é" }, Lifetime = TimeSpan.FromSeconds(10),
        })).Reveal();

        var payload = Jws.Payload(token);
        Assert.Equal(("acme \"x\"", "4711 é"), (Text(payload, "tenant"), Text(payload, "order_no")));
        Assert.Equal(10, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
        Assert.Equal("acme \"x\"", Callee.Of(rig).Validate(token).Token!.Caller.Tenant);
    }

    [Fact]
    public async Task Mint_ForAUser_KeepsTheUserAsSubjectAndNamesTheActors()
    {
        using var rig = await RingRig.StartAsync(tokens: Acting(("payments", ["payments:charge", "payments:refund"])));
        var callee = Callee.Of(rig);

        var token = (await rig.Minter.MintAsync(new() { Audience = "payments", User = Users.Of("corporate", Users.Actors("gateway", "edge"), permissions: ["payments:charge", "orders:read"]) })).Reveal();

        var payload = Jws.Payload(token);
        Assert.Equal("""{"sub":"orders","act":{"sub":"gateway","act":{"sub":"edge"}}}""", payload.GetProperty("act").GetRawText());
        var caller = callee.Validate(token).Token!.Caller;
        Assert.Equal(new UserIdentity("corporate", "alice"), caller.User);
        Assert.Equal("orders", caller.Service!.Name);
        Assert.Equal(["payments:charge"], caller.Permissions.Permissions);
    }

    [Fact]
    public async Task Mint_ForAUser_CarriesWhatBothMay()
    {
        using var rig = await RingRig.StartAsync(tokens: Acting(("payments", ["payments:*", "audit:read"])));

        Assert.Equal(["audit:read", "payments:charge"], await PermissionsAsync(rig, new() { Audience = "payments", User = Users.Alice("payments:charge", "orders:read", "audit:read") }));
        Assert.Equal(["payments:charge"], await PermissionsAsync(rig, new() { Audience = "payments", Permissions = ["payments:charge", "payments:refund"], User = Users.Alice("payments:charge", "audit:read") }));
        Assert.Empty(await PermissionsAsync(rig, new() { Audience = "payments", User = Users.Alice() }));
        await AssertNotGrantedAsync(rig, new() { Audience = "payments", Permissions = ["orders:read"], User = Users.Alice("orders:read") });
    }

    [Fact]
    public async Task Mint_ForAUser_EndsNoLaterThanTheUsersToken()
    {
        using var rig = await RingRig.StartAsync(tokens: Acting());
        var ends = rig.Clock.GetUtcNow().AddSeconds(42);

        var minted = await rig.Minter.MintAsync(new() { Audience = "payments", User = Users.Of("corporate", expires: ends) });

        Assert.Equal(ends, minted.ExpiresAt);
        await AssertNotGrantedAsync(rig, new() { Audience = "payments", User = Users.Of("corporate", expires: rig.Clock.GetUtcNow()) });
    }

    [Fact]
    public async Task Mint_ForAUserOfAnIssuerThatIsNotNamed_IsRefused()
    {
        using var acting = await RingRig.StartAsync(tokens: Acting());
        using var own = await RingRig.StartAsync();

        await AssertNotGrantedAsync(acting, new() { Audience = "payments", User = Users.Of("partners") });
        await AssertNotGrantedAsync(acting, new() { Audience = "payments", User = Users.Of("Corporate") });
        await AssertNotGrantedAsync(own, new() { Audience = "payments", User = Users.Alice() });
    }

    [Fact]
    public async Task Mint_ForNoUser_IsRefused()
    {
        using var rig = await RingRig.StartAsync(tokens: Acting());
        var service = new DelegatedUser
        {
            Token = new() { IssuerName = "corporate", ExpiresAt = Users.Expiry, Claims = [], Caller = new() { Service = new("stock", "corporate", "stock") } },
        };

        await AssertNotGrantedAsync(rig, new() { Audience = "payments", User = service });
    }

    [Fact]
    public async Task Mint_ForAUserOfAnotherTenant_IsRefused()
    {
        using var rig = await RingRig.StartAsync(tokens: Acting());

        await AssertNotGrantedAsync(rig, new() { Audience = "payments", Tenant = "other", User = Users.Of("corporate", tenant: "acme") });
        await AssertNotGrantedAsync(rig, new() { Audience = "payments", Tenant = "acme", User = Users.Of("corporate") });
        var token = (await rig.Minter.MintAsync(new() { Audience = "payments", Tenant = "acme", User = Users.Of("corporate", tenant: "acme") })).Reveal();
        Assert.Equal("acme", Text(Jws.Payload(token), "tenant"));
    }

    [Fact]
    public async Task Mint_ForAUser_TakesFourActorsAndNoMore()
    {
        using var rig = await RingRig.StartAsync(tokens: Acting());
        var callee = Callee.Of(rig);

        var token = (await rig.Minter.MintAsync(new() { Audience = "payments", User = Users.Of("corporate", Users.Actors("a", "b", "c")) })).Reveal();
        Assert.True(callee.Validate(token).Accepted);

        await AssertNotGrantedAsync(rig, new() { Audience = "payments", User = Users.Of("corporate", Users.Actors("a", "b", "c", "d")) });
        await AssertNotGrantedAsync(rig, new() { Audience = "payments", User = Users.Of("corporate", Users.Actors("gateway", "orders")) });
        await AssertNotGrantedAsync(rig, new() { Audience = "payments", User = Users.Of("corporate", """{"client":"a"}""") });
        await AssertNotGrantedAsync(rig, new() { Audience = "payments", User = Users.Of("corporate", "[]") });
    }

    private static ServiceTokensOptions Acting(params (string Audience, string[] Permissions)[] grants)
    {
        var options = Granting(grants);
        options.ActForUsersOf = "corporate";
        return options;
    }

    private static ServiceTokensOptions Granting(params (string Audience, string[] Permissions)[] grants)
    {
        var options = new ServiceTokensOptions();
        foreach (var (audience, permissions) in grants)
        {
            options.Grants[audience] = permissions;
        }

        return options;
    }

    private static async Task<IEnumerable<string>> PermissionsAsync(RingRig rig, ServiceTokenRequest request)
    {
        var payload = Jws.Payload((await rig.Minter.MintAsync(request)).Reveal());
        return payload.TryGetProperty("permissions", out var permissions) ? [.. permissions.EnumerateArray().Select(static name => name.GetString()!)] : [];
    }

    private static async Task AssertNotGrantedAsync(RingRig rig, ServiceTokenRequest request) =>
        Assert.Equal(ServiceTokenFailure.NotGranted, (await Assert.ThrowsAsync<ServiceTokenException>(async () => await rig.Minter.MintAsync(request))).Failure);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(static member => member.Name);
}
