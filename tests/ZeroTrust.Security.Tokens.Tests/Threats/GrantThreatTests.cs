using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group I, and I10: what a token may grant, and for whom it may act.</summary>
public sealed class GrantThreatTests
{
    private readonly TestTrust _trust = new();

    [Fact]
    public void I1_PermissionsMatch_AsWholeNames()
    {
        var held = Permissions(new TestToken().With("permissions", """["orders:read","customers:*","*","prices:write "]"""));
        Assert.True(held.HasPermission("orders:read"));
        Assert.All(
            new[] { "orders:readall", "orders:rea", "orders", "Orders:read", "orders:read ", "orders:read:all", "orders:*", "prices:write", "*", "" },
            name => Assert.False(held.HasPermission(name), name));

        // A pattern is one only in a local role; a token's text of the same letters is not.
        var plain = Permissions(new TestToken().Without("roles").With("permissions", """["customers:*","*"]"""));
        Assert.False(plain.HasPermission("customers:read"));
        Assert.True(Permissions(new TestToken().With("roles", "\"support\"")).HasPermission("customers:read"));
        Assert.False(Permissions(new TestToken().With("roles", "\"support admin\"")).HasPermission("customers:read"));
        Assert.False(Permissions(new TestToken().With("permissions", "\"orders:read orders:write\"")).HasPermission("orders:read"));
    }

    [Fact]
    public void I2_ScopesHaveOneShape_SplitOnlyAtSpaces()
    {
        Assert.Equal(["a", "b.c", "https://x/y"], Permissions(new TestToken().With("scope", "\"a b.c https://x/y a\"")).Scopes.Order());
        Assert.Empty(Permissions(new TestToken().With("scope", "\"\"")).Scopes);
        Assert.Empty(Permissions(new TestToken().Without("scope")).Scopes);
        Assert.All(
            new[] { "\" \"", "\"a  b\"", "\" a\"", "\"a \"", "\"a\\tb\"", "\"a\\nb\"", "\"a\u00a0b\"", "\"a\u2003b\"", "\"a\\\"b\"", "\"a\\\\b\"", "\"é\"", "[\"a\"]", "[\"a b\"]", "[]" },
            json => _trust.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("scope", json)));

        var array = new TestTrust(static profile => profile with { ScopeClaims = [TestTrust.Path("scp")], ScopeShape = ScopeShape.Array });
        Assert.Equal(["a", "b"], array.Validate(new TestToken().With("scp", """["a","b","a"]""")).Token!.Caller.Permissions.Scopes.Order());
        Assert.Empty(array.Validate(new TestToken().With("scp", "[]")).Token!.Caller.Permissions.Scopes);
        Assert.All(new[] { "\"a\"", "\"\"", "[\"\"]", "[\"a b\"]", "[\"a\\t\"]", "[\"a\",\"\"]" }, json => array.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("scp", json)));
    }

    [Fact]
    public void I3_EmptyLists_GrantNothing()
    {
        var held = Permissions(new TestToken().With("permissions", "[]").With("roles", "[]").With("scope", "\"\""));
        Assert.Empty(held.Permissions);
        Assert.Empty(held.Scopes);
        Assert.Empty(held.Roles);
        Assert.False(held.HasPermission(""));
        Assert.False(held.HasScope(""));
        Assert.False(held.HasRole(""));
        Assert.All(new[] { "permissions", "roles" }, claim => _trust.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With(claim, "[\"\"]")));
    }

    [Fact]
    public void I3_WhatLiesOutsideTheBounds_IsDroppedAndCounted()
    {
        using var counted = new MeterListener();
        var dropped = new List<string>();
        var trust = new TestTrust(static profile => profile with
        {
            Name = "bounded",
            Bounds = new(new AssertionBounds { Roles = ["support"], Permissions = ["orders:*"], Scopes = ["read"], Tenants = ["blue"] }),
        });
        counted.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "zerotrust.token.assertions_dropped")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        counted.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            if (tags[0].Value is "bounded")
            {
                dropped.AddRange(Enumerable.Repeat($"{tags[1].Value}", (int)count));
            }
        });
        counted.Start();

        var token = new TestToken().With("roles", """["admin","support"]""").With("permissions", """["orders:read","prices:write","ordersx:read"]""").With("scope", "\"read write\"").With("tenant", "\"red\"");
        var caller = trust.Validate(token).Token!.Caller;

        Assert.Equal(["support"], caller.Permissions.Roles);
        Assert.Equal(["orders:read"], caller.Permissions.Permissions);
        Assert.Equal(["read"], caller.Permissions.Scopes);
        Assert.Null(caller.Tenant);
        Assert.False(caller.Permissions.HasPermission("prices:write"));
        string[] expected = ["permission", "permission", "role", "scope", "tenant"];
        Assert.Equal(expected, dropped.Order());

        // Counted for each token, also where one takes the grants of another.
        dropped.Clear();
        Assert.Same(caller.Permissions, trust.Validate(token.With("jti", "\"t-2\"")).Token!.Caller.Permissions);
        Assert.Equal(expected, dropped.Order());
    }

    [Fact]
    public void I10_ActorChains_AreCheckedAndBounded()
    {
        string Chain(int depth) => depth == 0 ? "" : $$""","act":{"sub":"s{{depth}}"{{Chain(depth - 1)}}}""";
        string Act(int depth) => Chain(depth)[7..];

        Assert.All(new[] { 1, 4 }, depth => Acting($"s{depth}").AssertAccepted(new TestToken().With("act", Act(depth))));
        Assert.All(new[] { 5, 10 }, depth => Acting($"s{depth}").AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("act", Act(depth))));
        Assert.All(
            new[] { "{}", "{\"sub\":\"\"}", "{\"sub\":1}", "{\"sub\":null}", "{\"client_id\":\"x\"}", "{\"sub\":\"a\",\"act\":{}}", "{\"sub\":\"a\",\"act\":\"b\"}", "{\"sub\":\"a\",\"act\":null}" },
            json => Acting("a").AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("act", json)));
    }

    [Theory]
    [InlineData("""{"sub":"a","act":{"sub":"a"}}""")]
    [InlineData("""{"sub":"a","act":{"sub":"b","act":{"sub":"a"}}}""")]
    [InlineData("""{"sub":"a","act":{"sub":"b","act":{"sub":"c","act":{"sub":"b"}}}}""")]
    [InlineData("""{"sub":"a","act":{"sub":"\u0061"}}""")]
    public void I10_ActorThatComesRoundAgain_IsRefused(string act) =>
        Acting("a").AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("act", act));

    [Fact]
    public void I10_ForgedActor_IsRefused()
    {
        // Whoever signs it, and whatever stands within: the newest actor is the service that the token proves.
        Acting("payments").AssertRefused(TokenFailure.OutsideTrust, new TestToken().With("act", "{\"sub\":\"orders\"}"));
        Acting("payments").AssertRefused(TokenFailure.OutsideTrust, new TestToken().With("act", "{\"sub\":\"orders\",\"act\":{\"sub\":\"payments\"}}"));
        Acting("payments").AssertRefused(TokenFailure.OutsideTrust, new TestToken().With("act", "{\"sub\":\"Payments\"}"));
        Acting("payments").AssertAccepted(new TestToken().With("client_id", "\"pay-7\"").With("act", "{\"sub\":\"pay-7\"}"));

        // In a token that proves a user alone nobody can say who acts.
        _trust.AssertRefused(TokenFailure.OutsideTrust, new TestToken().With("act", "{\"sub\":\"payments\"}"));
    }

    [Fact]
    public void I10_DelegatedToken_ShowsTheUserTheServiceAndWhoActedBefore()
    {
        var caller = Acting("payments").Validate(new TestToken().With("act", """{"sub":"payments","act":{"sub":"orders","act":{"sub":"gateway"}}}""")).Token!.Caller;

        Assert.Equal(new("people", "alice"), caller.User);
        Assert.Equal(("payments", "payments"), (caller.Service!.Name, caller.Service.Subject));
        Assert.Equal(["orders", "gateway"], caller.Service.Through);
        Assert.Equal("service 'payments' for user 'alice' of 'people', as it says through 'orders', 'gateway'", caller.ToString());
    }

    [Fact]
    public void I10_WhatASenderSaysOfOthers_HidesNobodyThatIsProven()
    {
        var forged = """{"sub":"payments","act":{"sub":"gateway' for user 'bob' of 'people"}}""";

        var caller = Acting("payments").Validate(new TestToken().With("act", forged)).Token!.Caller;

        Assert.StartsWith("service 'payments' for user 'alice' of 'people', as it says ", caller.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void I10_AServiceActsForUsers_OnlyWhereTheSettingsSaySo()
    {
        var token = new TestToken().With("act", "{\"sub\":\"payments\"}");
        foreach (var issuers in new string[][] { [], ["a", "b"] })
        {
            new TestTrust(profile => profile with { Kind = IssuerKind.Services, Service = "payments", MayActForUsersOf = issuers })
                .AssertRefused(TokenFailure.OutsideTrust, token);
        }

        var allowed = new TestTrust(static profile => profile with { Kind = IssuerKind.Services, Service = "payments", MayActForUsersOf = ["people"] });
        var caller = allowed.Validate(token).Token!.Caller;
        Assert.Equal(new("people", "alice"), caller.User);
        Assert.Equal("payments", caller.Service!.Name);
        Assert.Null(allowed.Validate(new TestToken()).Token!.Caller.User);
    }

    // Tenants are compared within the issuer of the user: another issuer's word for them must not pass for its own.
    [Fact]
    public void C14_AServiceActsForUsersOfAnotherIssuer_NamesNoTenantOfTheirs()
    {
        var token = new TestToken().With("act", "{\"sub\":\"payments\"}").With("tenant", "\"blue\"");

        var others = new TestTrust(static profile => profile with { Kind = IssuerKind.Services, Service = "payments", MayActForUsersOf = ["people"] });
        Assert.Null(others.Validate(token).Token!.Caller.Tenant);

        var own = new TestTrust(static profile => profile with { Kind = IssuerKind.Services, Service = "payments", MayActForUsersOf = [profile.Name] });
        Assert.Equal("blue", own.Validate(token).Token!.Caller.Tenant);
    }

    private static TestTrust Acting(string service) =>
        new(profile => profile with { Kind = IssuerKind.Services, Service = service, MayActForUsersOf = ["people"] });

    private PermissionSet Permissions(TestToken token) => _trust.Validate(token).Token!.Caller.Permissions;
}
