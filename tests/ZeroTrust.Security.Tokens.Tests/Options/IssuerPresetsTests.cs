using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class IssuerPresetsTests
{
    [Theory]
    [InlineData(IssuerPreset.Standard, false, false, "client_id azp appid cid", "permissions", "scope", ScopeShape.SpaceSeparated, "roles", null, "https://id.example.com")]
    [InlineData(IssuerPreset.Keycloak, true, true, "azp client_id", "permissions", "scope", ScopeShape.SpaceSeparated, "realm_access.roles", null, "https://id.example.com")]
    [InlineData(IssuerPreset.Auth0, true, false, "azp client_id", "permissions", "scope", ScopeShape.SpaceSeparated, "roles", "org_id", "https://id.example.com/")]
    [InlineData(IssuerPreset.Okta, true, false, "cid", "permissions", "scp", ScopeShape.Array, "groups", null, "https://id.example.com")]
    [InlineData(IssuerPreset.Entra, true, false, "azp appid", "", "scp", ScopeShape.SpaceSeparated, "roles", "tid", "https://id.example.com")]
    public void Compile_APresetAlone_HasItsShape(
        IssuerPreset preset, bool legacy, bool nonce, string clients, string permissions, string scopes, ScopeShape shape, string roles, string? tenant, string identifier)
    {
        var profile = Compile(new() { Preset = preset, Authority = "https://id.example.com", Audiences = ["orders"] });

        Assert.Equal((legacy, nonce, shape, tenant, identifier), (profile.AllowLegacyTokenType, profile.AllowNonce, profile.ScopeShape, profile.TenantClaim?.Text, profile.Identifier));
        Assert.Equal(clients, string.Join(' ', profile.ClientClaims));
        Assert.Equal(permissions, Joined(profile.PermissionClaims));
        Assert.Equal(scopes, Joined(profile.ScopeClaims));
        Assert.Equal(roles, Joined(profile.RoleClaims));
    }

    [Fact]
    public void Compile_SettingsBesideAPreset_Win()
    {
        var profile = Compile(new()
        {
            Preset = IssuerPreset.Okta,
            Authority = "https://id.example.com",
            Issuer = "https://other.example.com",
            Audiences = ["orders"],
            AllowLegacyTokenType = false,
            PermissionClaims = ["/https:~1~1example.com~1permissions"],
            ScopeClaims = ["scope"],
            ScopeShape = ScopeShape.SpaceSeparated,
            RoleClaims = ["resource_access.orders.roles", "realm_access.roles"],
            TenantClaim = "org",
        });

        Assert.Equal((false, ScopeShape.SpaceSeparated, "org", "https://other.example.com"), (profile.AllowLegacyTokenType, profile.ScopeShape, profile.TenantClaim?.Text, profile.Identifier));
        Assert.Equal(["https://example.com/permissions"], profile.PermissionClaims.Single().Segments);
        Assert.Equal("scope", Joined(profile.ScopeClaims));
        Assert.Equal(["resource_access", "orders", "roles"], profile.RoleClaims[0].Segments);
    }

    [Theory]
    [InlineData("https://id.example.com", "https://id.example.com/")]
    [InlineData("https://id.example.com/", "https://id.example.com/")]
    public void Compile_Auth0_EndsTheIssuerWithOneSlash(string authority, string identifier) =>
        Assert.Equal(identifier, Compile(new() { Preset = IssuerPreset.Auth0, Authority = authority }).Identifier);

    [Fact]
    public void Compile_Algorithms_AllInOrderOrThoseNamed()
    {
        Assert.Equal(Enum.GetValues<SignatureAlgorithm>(), Compile(new() { Authority = "https://a" }).Algorithms);
        Assert.Equal(
            [SignatureAlgorithm.PS256, SignatureAlgorithm.ES256],
            Compile(new() { Authority = "https://a", Algorithms = ["PS256", "ES256", "PS256"] }).Algorithms);
    }

    private static IssuerProfile Compile(IssuerOptions options) => IssuerProfileCompiler.Compile("one", options, alone: true);

    private static string Joined(IEnumerable<ClaimPath> paths) => string.Join(' ', paths);
}
