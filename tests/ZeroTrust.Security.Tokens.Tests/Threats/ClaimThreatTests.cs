using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group C: what the claims must say. Every token here is signed by the right key.</summary>
public sealed partial class ClaimThreatTests
{
    private static readonly long Now = TestTrust.Start.ToUnixTimeSeconds();
    private readonly TestTrust _trust = new();

    [Fact]
    public void C7_AudiencesThatNameNobody_AreRefused()
    {
        _trust.AssertRefused(TokenFailure.AudienceMissing, new TestToken().Without("aud"));
        Assert.All(new[] { "\"\"", "[]", "[\"\"]", "[\"\",\"orders\"]", "[\"orders\",\"\"]" }, json => _trust.AssertRefused(TokenFailure.AudienceMissing, new TestToken().With("aud", json)));
        Assert.All(new[] { "1", "null", "true", "{}", "[1]", "[[\"orders\"]]", "[\"orders\",null]", "{\"aud\":\"orders\"}" }, json => _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken().With("aud", json)));

        // An empty list of audiences never comes past the options; should it, it is met by no token.
        new TestTrust(static profile => profile with { Audiences = [] }).AssertRefused(TokenFailure.AudienceMismatch, new TestToken());
    }

    [Fact]
    public void C8_AudiencesCompare_Ordinally()
    {
        Assert.All(
            new[] { "Orders", "ORDERS", "orders/", "/orders", "orders ", " orders", "order", "orderss", "https://orders", "%6Frders", "ord\u0435rs", "orders\\u0001", "*" },
            audience =>
            {
                _trust.AssertRefused(TokenFailure.AudienceMismatch, new TestToken().With("aud", $"\"{audience}\""));
                _trust.AssertRefused(TokenFailure.AudienceMismatch, new TestToken().With("aud", $"[\"{audience}\",\"billing\"]"));
                _trust.AssertAccepted(new TestToken().With("aud", $"[\"{audience}\",\"orders\"]"));
            });
        _trust.AssertAccepted(new TestToken().With("aud", "\"\\u006frders\""));
        new TestTrust(static profile => profile with { Audiences = ["billing", "orders"] }).AssertAccepted(new TestToken());

        var accented = new TestTrust(static profile => profile with { Audiences = ["ord\u00e9rs"] });
        Assert.All(new[] { "ord\u00e9rs", "ord\\u00e9rs" }, audience => accented.AssertAccepted(new TestToken { Payload = new TestToken().PayloadText().Replace("\"orders\"", $"\"{audience}\"", StringComparison.Ordinal) }));
        Assert.All(new[] { "orde\u0301rs", "orders", "ord\u00c9rs", "ordrs", "ord\u00ears" }, audience => accented.AssertRefused(TokenFailure.AudienceMismatch, new TestToken().With("aud", TestToken.Json(audience))));
    }

    [Fact]
    public void C10_IssuersCompare_Ordinally()
    {
        _trust.AssertRefused(TokenFailure.IssuerMissing, new TestToken().Without("iss"));
        _trust.AssertRefused(TokenFailure.IssuerMissing, new TestToken().With("iss", "\"\""));
        Assert.All(new[] { $"[\"{TestTrust.Issuer}\"]", "null", "1" }, json => _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken().With("iss", json)));
        Assert.All(
            new[] { TestTrust.Issuer + "/", TestTrust.Issuer.ToUpperInvariant(), "http://id.example", TestTrust.Issuer + ".evil", "https://id.exampl", "https://id.examp1e", TestTrust.Issuer + " ", "corporate", "https://id.ex\u0430mple", new string('i', 5000) },
            issuer => _trust.AssertRefused(TokenFailure.IssuerUnknown, new TestToken().With("iss", TestToken.Json(issuer))));
    }

    [Fact]
    public void C10_TheIssuer_BringsKeysAlgorithmsAndAudiencesTogether()
    {
        var (a, b) = (new TestKey("same", SignatureAlgorithm.ES256), new TestKey("same", SignatureAlgorithm.ES256));
        _trust.Current = TestTrust.Snapshot(
            new(TestTrust.Profile("a", "https://a"), new TestIssuerKeys(a.Public)),
            new(TestTrust.Profile("b", "https://b") with { Audiences = ["billing"], Algorithms = [SignatureAlgorithm.ES256] }, new TestIssuerKeys(b.Public)));
        var token = new TestToken { Key = a }.With("iss", "\"https://a\"");

        _trust.AssertAccepted(token);
        _trust.AssertRefused(TokenFailure.SignatureInvalid, token with { Key = b });
        _trust.AssertRefused(TokenFailure.AudienceMismatch, token.With("iss", "\"https://b\""));
        _trust.AssertRefused(TokenFailure.SignatureInvalid, token.With("iss", "\"https://b\"").With("aud", "\"billing\""));
        _trust.AssertAccepted((token with { Key = b }).With("iss", "\"https://b\"").With("aud", "\"billing\""));
    }

    [Fact]
    public void C11_TheSameSubjectOfTwoIssuers_IsTwoUsers()
    {
        _trust.Current = TestTrust.Snapshot(
            new(TestTrust.Profile("a", "https://a"), _trust.Keys), new(TestTrust.Profile("b", "https://b"), _trust.Keys));
        var token = new TestToken().With("email", "\"root@example.com\"").With("preferred_username", "\"root\"").With("upn", "\"root\"");
        var a = _trust.Validate(token.With("iss", "\"https://a\"")).Token!.Caller.User;
        var b = _trust.Validate(token.With("iss", "\"https://b\"")).Token!.Caller.User;

        Assert.Equal(new("a", "alice"), a);
        Assert.Equal(new("b", "alice"), b);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void C12_OtherKindsOfTokens_AreNoAccessTokens()
    {
        Assert.All(
            new[] { "JWT", "jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", "vp+jwt", "at+jwt ", "at jwt", "application/jwt", "", "at", "rt+jwt", "text/at+jwt", "application/application/at+jwt", "ａt+jwt" },
            type => _trust.AssertRefused(TokenFailure.TypeRefused, new TestToken().WithHeader("typ", $"\"{type}\"")));
        _trust.AssertRefused(TokenFailure.TypeRefused, new TestToken().WithoutHeader("typ"));
        Assert.All(
            new[] { "at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt", "\\u0061t+jwt" },
            type => _trust.AssertAccepted(new TestToken().WithHeader("typ", $"\"{type}\"")));
    }

    [Fact]
    public void C12_LegacyTypes_AreTakenOnlyWithoutTheMarksOfAnotherKind()
    {
        var trust = new TestTrust(static profile => profile with { AllowLegacyTokenType = true });
        var legacy = new TestToken().WithHeader("typ", "\"JWT\"");
        trust.AssertAccepted(legacy);
        trust.AssertAccepted(legacy.WithHeader("typ", "\"jwt\""));
        trust.AssertAccepted(legacy.WithoutHeader("typ"));
        trust.AssertAccepted(new TestToken());
        Assert.All(new[] { "logout+jwt", "dpop+jwt", "application/jwt", "" }, type => trust.AssertRefused(TokenFailure.TypeRefused, legacy.WithHeader("typ", $"\"{type}\"")));

        foreach (var (claim, json) in new[]
        {
            ("at_hash", "\"x\""), ("c_hash", "\"x\""), ("nonce", "\"x\""), ("typ", "\"ID\""), ("typ", "\"Refresh\""), ("typ", "\"bearer\""), ("typ", "\"\""),
            ("events", "{\"http://schemas.openid.net/event/backchannel-logout\":{}}"), ("vp", "{}"), ("vc", "{}"), ("client_id", "\"orders\""), ("client_id", "\"\""),
        })
        {
            trust.AssertRefused(TokenFailure.NotAnAccessToken, legacy.With(claim, json));
            trust.AssertRefused(TokenFailure.NotAnAccessToken, legacy.WithoutHeader("typ").With(claim, json));
        }

        trust.AssertRefused(TokenFailure.NotAnAccessToken, legacy.Without("client_id"));
        trust.AssertRefused(TokenFailure.NotAnAccessToken, legacy.With("aud", "[\"orders\",\"shop\"]"));
        trust.AssertAccepted(legacy.With("typ", "\"Bearer\""));
        Assert.All(new[] { "azp", "appid", "cid" }, claim => trust.AssertAccepted(legacy.Without("client_id").With(claim, "\"shop\"")));
        new TestTrust(static profile => profile with { AllowLegacyTokenType = true, AllowNonce = true }).AssertAccepted(legacy.With("nonce", "\"x\""));
    }

    [Fact]
    public void C13_TheKind_IsTheIssuersAndNeverTheTokens()
    {
        var user = _trust.Validate(new TestToken().With("azp", "\"payments\"").With("idtyp", "\"app\"").With("gty", "\"client-credentials\"")).Token!.Caller;
        Assert.NotNull(user.User);
        Assert.Null(user.Service);

        var services = new TestTrust(static profile => profile with { Kind = IssuerKind.Services, Service = "payments" });
        var service = services.Validate(new TestToken().With("idtyp", "\"user\"")).Token!.Caller;
        Assert.Null(service.User);
        Assert.Equal(new("payments", "corporate", "alice"), service.Service);

        var mixed = new TestTrust(static profile => profile with { Kind = IssuerKind.Mixed, KindClaim = TestTrust.Path("idtyp"), ServiceKindValue = "app" });
        Assert.Equal("shop", mixed.Validate(new TestToken().With("idtyp", "\"app\"")).Token!.Caller.Service!.Name);
        Assert.All(new[] { "App", "app ", "user", "" }, kind => Assert.Null(mixed.Validate(new TestToken().With("idtyp", $"\"{kind}\"")).Token!.Caller.Service));
        Assert.NotNull(mixed.Validate(new TestToken()).Token!.Caller.User);
        Assert.All(new[] { "1", "null", "[\"app\"]", "{}", "true" }, json => mixed.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("idtyp", json)));

        var own = new TestTrust(static profile => profile with { Kind = IssuerKind.Mixed, KindClaim = TestTrust.Path("sub"), ServiceKindValue = "{client}" });
        Assert.Equal("shop", own.Validate(new TestToken().With("sub", "\"shop\"")).Token!.Caller.Service!.Name);
        Assert.Null(own.Validate(new TestToken()).Token!.Caller.Service);
        Assert.Null(own.Validate(new TestToken().Without("client_id").With("sub", "\"{client}\"")).Token!.Caller.Service);
    }

    [Fact]
    public void C13_MixedIssuerWithoutAWayToTell_ProvesNobody()
    {
        var untold = new TestTrust(static profile => profile with { Kind = IssuerKind.Mixed });

        untold.AssertRefused(TokenFailure.ClaimInvalid, new TestToken());
    }

    [Fact]
    public void C13_AServicesName_IsBoundedByItsIssuer()
    {
        var named = new TestTrust(static profile => profile with { Kind = IssuerKind.Services, Bounds = new(new AssertionBounds { Services = ["shop"] }) });
        Assert.Equal("shop", named.Validate(new TestToken()).Token!.Caller.Service!.Name);
        named.AssertRefused(TokenFailure.OutsideTrust, new TestToken().With("client_id", "\"payments\""));
        named.AssertRefused(TokenFailure.OutsideTrust, new TestToken().With("client_id", "\"Shop\""));
        named.AssertRefused(TokenFailure.ClaimMissing, new TestToken().Without("client_id"));
        named.AssertRefused(TokenFailure.ClaimMissing, new TestToken().With("client_id", "\"\""));
    }

    [Fact]
    public void C14_ClaimsThatAreMissingOrEmpty_AreNobodyAndNoTenant()
    {
        var required = new TestTrust(static profile => profile with { RequiredClaims = [TestTrust.Path("tenant"), TestTrust.Path("org.id")] });
        var token = new TestToken().With("tenant", "\"blue\"").With("org", """{"id":7}""");
        required.AssertAccepted(token);
        required.AssertRefused(TokenFailure.ClaimMissing, token.Without("tenant"));
        required.AssertRefused(TokenFailure.ClaimMissing, token.Without("org"));
        Assert.All(new[] { "\"\"", "null", "[]", "{}" }, json =>
        {
            required.AssertRefused(TokenFailure.ClaimMissing, token.With("tenant", json));
            required.AssertRefused(TokenFailure.ClaimMissing, token.With("org", $$"""{"id":{{json}}}"""));
            required.AssertRefused(TokenFailure.ClaimMissing, token.With("org", json));
        });

        _trust.AssertRefused(TokenFailure.ClaimMissing, new TestToken().Without("sub"));
        _trust.AssertRefused(TokenFailure.ClaimMissing, new TestToken().With("sub", "\"\""));
        Assert.Null(_trust.Validate(new TestToken()).Token!.Caller.Tenant);
        Assert.Null(_trust.Validate(new TestToken().With("tenant", "\"\"")).Token!.Caller.Tenant);
        Assert.Null(_trust.Validate(new TestToken().With("client_id", "\"\"")).Token!.Caller.Client);
        Assert.Null(_trust.Validate(new TestToken().Without("client_id")).Token!.Caller.Client);
        Assert.All(new[] { "null", "1", "[\"blue\"]", "[]", "{}" }, json => _trust.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("tenant", json)));
        _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = new TestToken().PayloadText()[..^1] + ",\"tenant\":\"a\",\"tenant\":\"b\"}" });
    }

    [Fact]
    public void C16_OnlyConfiguredClaims_GrantAnything()
    {
        var caller = _trust.Validate(new TestToken()
            .Without("roles").Without("permissions").Without("scope")
            .With("role", "\"admin\"").With("Roles", "[\"admin\"]").With("groups", "[\"admin\"]").With("scp", "\"admin\"").With("permission", "\"prices:write\"").With("is_admin", "true")
            .With("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "\"admin\"").With("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", "\"root\"")
            .With("realm_access", """{"roles":["admin"]}""").With("name", "\"root\"").With("unique_name", "\"root\"")).Token!.Caller;

        Assert.Equal("alice", caller.User!.Subject);
        Assert.Empty(caller.Permissions.Roles);
        Assert.Empty(caller.Permissions.Scopes);
        Assert.Empty(caller.Permissions.Permissions);
        Assert.False(caller.Permissions.HasPermission("prices:write"));

        var mapped = new TestTrust(static profile => profile with { RoleClaims = [TestTrust.Path("realm_access.roles")] });
        Assert.True(mapped.Validate(new TestToken().With("realm_access", """{"roles":["admin"]}""")).Token!.Caller.Permissions.HasRole("admin"));
        Assert.All(new[] { "\"x\"", "[]", "null", "{\"roles\":1}", "{\"roles\":null}", "{\"roles\":[1]}", "{\"roles\":[\"\"]}" }, json =>
            mapped.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("realm_access", json)));
    }

    [Fact]
    public void G1_AnyConfirmation_IsRefusedUnproven()
    {
        Assert.All(
            new[] { "{}", "null", "\"\"", "[]", "false", "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}", "{\"x5t#S256\":\"x\"}", "{\"jwk\":{}}" },
            json => _trust.AssertRefused(TokenFailure.BindingUnproven, new TestToken().With("cnf", json)));
        _trust.AssertRefused(TokenFailure.BindingUnproven, new TestToken { Payload = new TestToken().PayloadText()[..^1] + ",\"\\u0063nf\":{}}" });
    }
}
