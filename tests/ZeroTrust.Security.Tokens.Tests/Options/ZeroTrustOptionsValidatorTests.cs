using Microsoft.Extensions.Options;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class ZeroTrustOptionsValidatorTests
{
    private static readonly string[] Sound = [];

    // What is done to sound settings of one issuer, and all that is said of it.
    private static readonly (Action<ZeroTrustOptions, IssuerOptions> Change, string[] Faults)[] OfOne =
    [
        ((_, _) => { }, Sound),
        ((all, _) => all.Issuers.Clear(), ["Property ZeroTrust:Issuers: is empty; name at least one issuer, such as corporate, with an Authority and Audiences."]),
        ((_, one) => one.Audiences.Clear(), ["Property ZeroTrust:Issuers:one:Audiences: is not set; name the audience of this service, which its tokens carry as aud."]),
        ((_, one) => one.Audiences.Add(" "), ["Property ZeroTrust:Issuers:one:Audiences: is ' '; use audiences, without blanks around it or control characters in it."]),
        ((_, one) => one.Audiences.Add("a\u0000b"), ["Property ZeroTrust:Issuers:one:Audiences: is 'a\\u0000b'; use audiences, without blanks around it or control characters in it."]),
        ((_, one) => one.Authority = "http://id.example.com", ["Property ZeroTrust:Issuers:one:Authority: is 'http://id.example.com'; it must be https; http is for loopback in Development only."]),
        ((_, one) => one.Authority = "https://user:secret@id.example.com", ["Property ZeroTrust:Issuers:one:Authority: is '…@id.example.com'; it must have no user information and no fragment."]),
        ((_, one) => one.Authority = "https://id.example.com/?tenant=1", ["Property ZeroTrust:Issuers:one:Authority: is 'https://id.example.com/?tenant=1'; it must have no query (OpenID Connect Discovery 1.0 §2)."]),
        ((_, one) => one.Authority = null, ["Property ZeroTrust:Issuers:one:Authority: is not set; give one of Authority, JwksUri, Jwks, JwksFile.", "Property ZeroTrust:Issuers:one:Issuer: is not set; without an Authority it is the exact iss of its tokens."]),
        ((_, one) => one.JwksUri = "https://id.example.com/keys", ["Property ZeroTrust:Issuers:one:JwksUri: is given beside Authority; keys come from one of them."]),
        ((_, one) => (one.Authority, one.JwksUri) = (null, "https://id.example.com/keys"), ["Property ZeroTrust:Issuers:one:Issuer: is not set; without an Authority it is the exact iss of its tokens."]),
        ((_, one) => (one.Authority, one.Issuer, one.JwksUri) = (null, "https://id", "ftp://id/keys"), ["Property ZeroTrust:Issuers:one:JwksUri: is 'ftp://id/keys'; it must be an absolute https URL."]),
        ((_, one) => (one.Authority, one.Issuer, one.JwksUri) = (null, "https://id ", "https://id/keys"), ["Property ZeroTrust:Issuers:one:Issuer: is 'https://id '; use the exact iss of its tokens, without blanks around it or control characters in it."]),
        ((_, one) => (one.Authority, one.Issuer, one.JwksFile) = (null, "https://id", "no-such-file.json"), ["Property ZeroTrust:Issuers:one:JwksFile: is 'no-such-file.json'; there is no such file that can be read."]),
        ((_, one) => (one.Authority, one.Issuer, one.Jwks) = (null, "https://id", """{"keys":[]}"""), ["Property ZeroTrust:Issuers:one:Jwks: is refused; use a JSON Web Key Set of public keys. The key set is empty."]),
        ((_, one) => (one.Authority, one.Issuer, one.Jwks) = (null, "https://id", """{"kty":"EC","d":"secret"}"""), ["Property ZeroTrust:Issuers:one:Jwks: is refused; use a JSON Web Key Set of public keys. The document has no array of keys (RFC 7517 §5.1)."]),
        ((_, one) => one.CertificateAuthoritiesFile = "no-such-file.pem", ["Property ZeroTrust:Issuers:one:CertificateAuthoritiesFile: is 'no-such-file.pem'; there is no such file that can be read."]),
        ((_, one) => one.Proxy = "proxy:3128", ["Property ZeroTrust:Issuers:one:Proxy: is 'proxy:3128'; use an absolute http URL of host and port alone, such as http://proxy.internal:3128."]),
        ((_, one) => one.Proxy = "http://user:secret@proxy:3128", ["Property ZeroTrust:Issuers:one:Proxy: is '…@proxy:3128'; use an absolute http URL of host and port alone, such as http://proxy.internal:3128."]),
        ((_, one) => one.Proxy = "http://proxy.internal:3128", Sound),
        ((_, one) => one.KeyHosts.Add("https://keys.example.com"), ["Property ZeroTrust:Issuers:one:KeyHosts: has 'https://keys.example.com'; use host names without scheme or port, such as keys.example.com."]),
        ((_, one) => one.KeyHosts.Add("keys.example.com"), Sound),
        ((_, one) => (one.Preset, one.Authority) = (IssuerPreset.Entra, "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555"), ["Property ZeroTrust:Issuers:one:Issuer: is not set; tokens of version 1 say https://sts.windows.net/{tenant id}/. Set it, or end the Authority with /v2.0."]),
        ((_, one) => (one.Preset, one.Authority) = (IssuerPreset.Entra, "https://login.microsoftonline.com/common/v2.0"), ["Property ZeroTrust:Issuers:one:Authority: is 'https://login.microsoftonline.com/common/v2.0', which is the address of every tenant; use that of one tenant by its id."]),
        ((_, one) => one.Preset = (IssuerPreset)9, ["Property ZeroTrust:Issuers:one:Preset: is 9; use one of Standard, Keycloak, Auth0, Okta, Entra."]),
        ((_, one) => one.ScopeShape = (ScopeShape)9, ["Property ZeroTrust:Issuers:one:ScopeShape: is 9; use one of SpaceSeparated, Array."]),
        ((_, one) => one.Kind = (IssuerKind)9, ["Property ZeroTrust:Issuers:one:Kind: is 9; use one of Users, Services, Mixed."]),
        ((_, one) => one.Algorithms.Add("es256"), ["Property ZeroTrust:Issuers:one:Algorithms: has 'es256'; use RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512. Did you mean 'ES256'?"]),
        ((_, one) => one.Algorithms.Add("none"), ["Property ZeroTrust:Issuers:one:Algorithms: has 'none'; use RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512."]),
        ((_, one) => one.RoleClaims.Add("realm_access..roles"), ["Property ZeroTrust:Issuers:one:RoleClaims: has 'realm_access..roles'; use member names joined by dots, such as realm_access.roles, or a JSON Pointer such as /https:~1~1example.com~1roles, of at most 8 names."]),
        ((_, one) => one.TenantClaim = "", ["Property ZeroTrust:Issuers:one:TenantClaim: has ''; use member names joined by dots, such as realm_access.roles, or a JSON Pointer such as /https:~1~1example.com~1roles, of at most 8 names."]),
        ((_, one) => one.ClockSkew = TimeSpan.FromMinutes(5), ["Property ZeroTrust:Issuers:one:ClockSkew: is 00:05:00; use 00:00:00 to 00:01:00."]),
        ((_, one) => one.ClockSkew = TimeSpan.FromSeconds(60), Sound),
        ((_, one) => one.ClockSkew = TimeSpan.FromSeconds(-1), ["Property ZeroTrust:Issuers:one:ClockSkew: is -00:00:01; use 00:00:00 to 00:01:00."]),
        ((_, one) => one.MaxLifetime = TimeSpan.Zero, ["Property ZeroTrust:Issuers:one:MaxLifetime: is 00:00:00; use more than 00:00:00, or take it away for no limit."]),
        ((_, one) => one.MaxAge = TimeSpan.Zero, ["Property ZeroTrust:Issuers:one:MaxAge: is 00:00:00; use more than 00:00:00, or take it away for no limit."]),
        ((_, one) => one.MaxKeyAge = TimeSpan.FromDays(-1), ["Property ZeroTrust:Issuers:one:MaxKeyAge: is -1.00:00:00; use more than 00:00:00, or take it away for no limit."]),
        ((_, one) => one.RefreshInterval = TimeSpan.FromSeconds(59), ["Property ZeroTrust:Issuers:one:RefreshInterval: is 00:00:59; use 00:01:00 to 1.00:00:00."]),
        ((_, one) => one.LastKnownGood = TimeSpan.FromDays(8), ["Property ZeroTrust:Issuers:one:LastKnownGood: is 8.00:00:00; use 00:05:00 to 7.00:00:00."]),
        ((_, one) => (one.RefreshInterval, one.LastKnownGood) = (TimeSpan.FromHours(2), TimeSpan.FromHours(1)), ["Property ZeroTrust:Issuers:one:LastKnownGood: is 01:00:00 and RefreshInterval 02:00:00; keys would end between two refreshes. Make it longer."]),
        ((_, one) => one.Kind = IssuerKind.Mixed, ["Property ZeroTrust:Issuers:one:KindClaim: is not set; an issuer of kind Mixed needs the claim that tells a service's token from a user's, such as idtyp.", "Property ZeroTrust:Issuers:one:ServiceKindValue: is not set; give the value of KindClaim that marks a service's token, such as app, or {client}."]),
        ((_, one) => (one.Kind, one.KindClaim, one.ServiceKindValue) = (IssuerKind.Mixed, "idtyp", "app"), Sound),
        ((_, one) => one.KindClaim = "idtyp", ["Property ZeroTrust:Issuers:one:KindClaim: is 'idtyp' and has no effect; it is for issuers of kind Mixed."]),
        ((_, one) => one.Service = "payments", ["Property ZeroTrust:Issuers:one:Service: is 'payments'; only an issuer of kind Services speaks for one service. Set Kind to Services, or take it away."]),
        ((_, one) => one.MayActForUsersOf.Add("one"), ["Property ZeroTrust:Issuers:one:MayActForUsersOf: is given; only services act for users. Set Kind to Services or Mixed, or take it away."]),
        ((_, one) => one.MayAssert = new() { Permissions = ["orders:*", "refunds:"] }, ["Property ZeroTrust:Issuers:one:MayAssert:Permissions: has 'refunds:'; use resource:action such as orders:read, or '*' as the last part, such as orders:* or *."]),
        ((_, one) => one.MayAssert = new() { Roles = ["admin*"] }, ["Property ZeroTrust:Issuers:one:MayAssert:Roles: has 'admin*'; use whole names, or '*' alone for all of them."]),
        ((_, one) => one.MayAssert = new() { Tenants = [""] }, ["Property ZeroTrust:Issuers:one:MayAssert:Tenants: is ''; use names, without blanks around it or control characters in it."]),
        ((all, _) => all.Issuers["gone"] = null!, ["Property ZeroTrust:Issuers:one:Kind: is not set; with two or more issuers say Users, Services or Mixed for each.", "Property ZeroTrust:Issuers:gone: is null; give it settings."]),
        ((all, _) => all.Service = " ", ["Property ZeroTrust:Service: is ' '; use a name of your choice, without blanks around it or control characters in it."]),
        ((all, _) => all.MaxTokenBytes = 65_537, ["Property ZeroTrust:MaxTokenBytes: is 65537; use 256 to 65536."]),
        ((all, _) => all.MaxHeaderBytes = 63, ["Property ZeroTrust:MaxHeaderBytes: is 63; use 64 to 65536."]),
        ((all, _) => all.KeyWait = TimeSpan.FromSeconds(11), ["Property ZeroTrust:KeyWait: is 00:00:11; use 00:00:00 to 00:00:10."]),
        ((all, _) => all.Roles["admin"] = ["orders:read", "orders"], ["Property ZeroTrust:Roles:admin: has 'orders'; use resource:action such as orders:read, or '*' as the last part, such as orders:* or *."]),
        ((all, _) => all.Roles["admin"] = ["*:read"], ["Property ZeroTrust:Roles:admin: has '*:read'; use resource:action such as orders:read, or '*' as the last part, such as orders:* or *."]),
        ((all, _) => all.Roles["admin"] = [], ["Property ZeroTrust:Roles:admin: grants nothing; give it permissions or take it away."]),
        ((all, _) => all.Callers["payments:charge"] = ["orders", "Order Service"], Sound),
        ((all, _) => all.Callers["payments:*"] = ["orders"], ["Property ZeroTrust:Callers:payments:*: is no permission; use resource:action such as payments:charge, without wildcard."]),
        ((all, _) => all.Callers["payments:charge"] = [], ["Property ZeroTrust:Callers:payments:charge: lists no service; name those that may use it, or take it away."]),
        ((all, _) => all.Callers["payments:charge"] = ["*"], ["Property ZeroTrust:Callers:payments:charge: lists '*', which stands for nothing but itself; name each service."]),
        ((all, _) => all.Callers["payments:charge"] = [" "], ["Property ZeroTrust:Callers:payments:charge: is ' '; use the name of a service, without blanks around it or control characters in it."]),
        ((all, _) => all.OwnerAuthority = "ona", ["Property ZeroTrust:OwnerAuthority: names 'ona'; use the name of a configured issuer: one. Did you mean 'one'?"]),
        ((all, _) => all.TenantAuthority = "one", ["Property ZeroTrust:TenantAuthority: is 'one', which has no TenantClaim; set one."]),
    ];

    // The same with a second issuer that is sound.
    private static readonly (Action<ZeroTrustOptions, IssuerOptions> Change, string[] Faults)[] OfTwo =
    [
        ((_, one) => (one.Kind, one.MayAssert) = (IssuerKind.Users, AssertionBounds.All()), Sound),
        ((_, one) => one.MayAssert = AssertionBounds.All(), ["Property ZeroTrust:Issuers:one:Kind: is not set; with two or more issuers say Users, Services or Mixed for each."]),
        ((_, one) => one.Kind = IssuerKind.Users, ["Property ZeroTrust:Issuers:one:MayAssert: is not set; with two or more issuers say what this one may assert: '*' for everything, 'none', or a section with Roles, Permissions, Scopes, Tenants, Services."]),
        ((_, one) => (one.Kind, one.KindClaim, one.ServiceKindValue) = (IssuerKind.Mixed, "idtyp", "app"), ["Property ZeroTrust:Issuers:one:MayAssert: is not set; with two or more issuers say what this one may assert: '*' for everything, 'none', or a section with Roles, Permissions, Scopes, Tenants, Services."]),
        ((_, one) => one.Kind = IssuerKind.Services, ["Property ZeroTrust:Issuers:one:Service: is not set; with two or more issuers name the service this one speaks for, or several in MayAssert:Services."]),
        ((_, one) => (one.Kind, one.Service) = (IssuerKind.Services, "billing"), Sound),
        ((_, one) => (one.Kind, one.MayAssert) = (IssuerKind.Services, new() { Services = ["billing", "stock"] }), Sound),
        ((_, one) => (one.Kind, one.Service, one.Authority) = (IssuerKind.Services, "billing", "https://two.example.com"), ["Property ZeroTrust:Issuers:two: has the same identifier 'https://two.example.com' as one; an iss names one issuer."]),
        ((all, one) => { (one.Kind, one.Service) = (IssuerKind.Services, "billing"); all.OwnerAuthority = "one"; }, ["Property ZeroTrust:OwnerAuthority: names 'one', which is of kind Services and has no users."]),
        ((_, one) => { (one.Kind, one.Service) = (IssuerKind.Services, "billing"); one.MayActForUsersOf.Add("two"); }, Sound),
        ((all, one) => { (one.Kind, one.Service) = (IssuerKind.Services, "billing"); all.Issuers["three"] = new() { Authority = "https://three.example.com", Audiences = ["orders"], Kind = IssuerKind.Users, MayAssert = new() }; one.MayActForUsersOf.Add("two"); one.MayActForUsersOf.Add("three"); }, ["Property ZeroTrust:Issuers:one:MayActForUsersOf: names several issuers, and nothing in a token says of which one its user is; name one."]),
        ((_, one) => { (one.Kind, one.Service) = (IssuerKind.Services, "billing"); one.MayActForUsersOf.Add("three"); }, ["Property ZeroTrust:Issuers:one:MayActForUsersOf: names 'three'; use the name of a configured issuer: one, two."]),
        ((all, one) => { (one.Kind, one.Service) = (IssuerKind.Services, "billing"); all.Issuers["Two"] = new() { Authority = "https://three.example.com", Audiences = ["orders"], Kind = IssuerKind.Services, Service = "stock" }; }, ["Property ZeroTrust:Issuers:Two: differs from the issuer 'two' in case alone; spell it alike, or choose another name."]),
    ];

    [Fact]
    public void Validate_OneIssuer_NamesEachFaultWithPathValueAndWhatIsAccepted()
    {
        foreach (var (change, expected) in OfOne)
        {
            var (options, one) = SoundSettings();
            change(options, one);

            Assert.Equal(expected, FaultsOf(options));
        }
    }

    [Fact]
    public void Validate_TwoIssuers_EachMustSayWhatItIsTrustedWith()
    {
        foreach (var (change, expected) in OfTwo)
        {
            var (options, one) = SoundSettings();
            options.Issuers["two"] = new()
            {
                Authority = "https://two.example.com", Audiences = ["orders"], Kind = IssuerKind.Users, MayAssert = AssertionBounds.All(),
            };
            change(options, one);

            Assert.Equal(expected, FaultsOf(options));
        }
    }

    [Fact]
    public void Validate_ManyFaults_ReportsAllAtOnce()
    {
        var options = TestSettings.Read(new Dictionary<string, string?>
        {
            ["Isuers:x:Authority"] = "https://x",
            ["Issuers:a:Authority"] = "http://a",
            ["Issuers:a:ClockSkew"] = "00:05:00",
            ["Roles:admin:0"] = "everything",
        });

        Assert.Equal(
            [
                "Property ZeroTrust:Isuers: is no setting. Did you mean 'Issuers'?",
                "Property ZeroTrust:Issuers:a:Authority: is 'http://a'; it must be https; http is for loopback in Development only.",
                "Property ZeroTrust:Issuers:a:Audiences: is not set; name the audience of this service, which its tokens carry as aud.",
                "Property ZeroTrust:Issuers:a:ClockSkew: is 00:05:00; use 00:00:00 to 00:01:00.",
                "Property ZeroTrust:Roles:admin: has 'everything'; use resource:action such as orders:read, or '*' as the last part, such as orders:* or *.",
            ],
            FaultsOf(options));
    }

    [Theory]
    [InlineData("http://localhost:5005", true)]
    [InlineData("http://127.0.0.1:5005", true)]
    [InlineData("http://[::1]:5005", true)]
    [InlineData("https://localhost:5005", true)]
    [InlineData("http://id.example.com", false)]
    [InlineData("http://10.0.0.7", false)]
    public void Validate_PlainHttpOrLoopback_OnlyLoopbackAndOnlyInDevelopment(string authority, bool inDevelopment)
    {
        var (options, one) = SoundSettings();
        one.Authority = authority;

        Assert.Equal(inDevelopment, FaultsOf(options, development: true).Count == 0);
        Assert.Single(FaultsOf(options, development: false));
    }

    [Fact]
    public void Validate_PresetWithTenant_MayBeTheTenantAuthority()
    {
        var (options, one) = SoundSettings();
        (one.Preset, one.Authority) = (IssuerPreset.Entra, "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0");
        options.TenantAuthority = "one";

        Assert.Empty(FaultsOf(options));
    }

    [Fact]
    public void Validate_CertificateAuthorities_MustHoldACertificate()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
            var (options, one) = SoundSettings();
            one.CertificateAuthoritiesFile = file;

            Assert.EndsWith("it holds no certificate in PEM.", Assert.Single(FaultsOf(options)), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (ZeroTrustOptions Options, IssuerOptions One) SoundSettings()
    {
        var options = new ZeroTrustOptions();
        return (options, options.TrustIssuer("one", "https://one.example.com", "orders"));
    }

    private static IReadOnlyList<string> FaultsOf(ZeroTrustOptions options, bool development = false)
    {
        var validator = new ZeroTrustOptionsValidator(new AddressGuard(allowLoopback: development), new SettingFiles(Path.GetTempPath(), new ManualTimeProvider()));
        return [.. validator.Validate(Microsoft.Extensions.Options.Options.DefaultName, options).Failures ?? []];
    }
}
