namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Reads the settings of one issuer.</summary>
internal static class IssuerReader
{
    public static void Read(SectionReader settings, IssuerOptions issuer)
    {
        ReadSource(settings, issuer);
        ReadTokenShape(settings, issuer);
        ReadTrust(settings, issuer);
        settings.RefuseTheRest();
    }

    // Where its keys come from.
    private static void ReadSource(SectionReader settings, IssuerOptions issuer)
    {
        issuer.Authority = settings.Text(nameof(issuer.Authority)) ?? issuer.Authority;
        issuer.Issuer = settings.Text(nameof(issuer.Issuer)) ?? issuer.Issuer;
        issuer.JwksUri = settings.Text(nameof(issuer.JwksUri)) ?? issuer.JwksUri;
        issuer.Jwks = settings.Text(nameof(issuer.Jwks)) ?? issuer.Jwks;
        issuer.JwksFile = settings.Text(nameof(issuer.JwksFile)) ?? issuer.JwksFile;
        settings.List(nameof(issuer.KeyHosts), issuer.KeyHosts);
        issuer.CertificateAuthoritiesFile = settings.Text(nameof(issuer.CertificateAuthoritiesFile)) ?? issuer.CertificateAuthoritiesFile;
        issuer.Proxy = settings.Text(nameof(issuer.Proxy)) ?? issuer.Proxy;
        issuer.RefreshInterval = settings.Duration(nameof(issuer.RefreshInterval)) ?? issuer.RefreshInterval;
        issuer.LastKnownGood = settings.Duration(nameof(issuer.LastKnownGood)) ?? issuer.LastKnownGood;
        issuer.MaxKeyAge = settings.Duration(nameof(issuer.MaxKeyAge)) ?? issuer.MaxKeyAge;
    }

    // Which of its tokens are taken.
    private static void ReadTokenShape(SectionReader settings, IssuerOptions issuer)
    {
        issuer.Preset = settings.Name<IssuerPreset>(nameof(issuer.Preset)) ?? issuer.Preset;
        settings.List(nameof(issuer.Audiences), issuer.Audiences);
        settings.List(nameof(issuer.Algorithms), issuer.Algorithms);
        issuer.AllowLegacyTokenType = settings.Flag(nameof(issuer.AllowLegacyTokenType)) ?? issuer.AllowLegacyTokenType;
        settings.List(nameof(issuer.PermissionClaims), issuer.PermissionClaims);
        settings.List(nameof(issuer.ScopeClaims), issuer.ScopeClaims);
        issuer.ScopeShape = settings.Name<ScopeShape>(nameof(issuer.ScopeShape)) ?? issuer.ScopeShape;
        settings.List(nameof(issuer.RoleClaims), issuer.RoleClaims);
        issuer.TenantClaim = settings.Text(nameof(issuer.TenantClaim)) ?? issuer.TenantClaim;
        settings.List(nameof(issuer.RequiredClaims), issuer.RequiredClaims);
        issuer.MaxLifetime = settings.Duration(nameof(issuer.MaxLifetime)) ?? issuer.MaxLifetime;
        issuer.MaxAge = settings.Duration(nameof(issuer.MaxAge)) ?? issuer.MaxAge;
        issuer.ClockSkew = settings.Duration(nameof(issuer.ClockSkew)) ?? issuer.ClockSkew;
    }

    // What it may say of a caller.
    private static void ReadTrust(SectionReader settings, IssuerOptions issuer)
    {
        issuer.Kind = settings.Name<IssuerKind>(nameof(issuer.Kind)) ?? issuer.Kind;
        issuer.KindClaim = settings.Text(nameof(issuer.KindClaim)) ?? issuer.KindClaim;
        issuer.ServiceKindValue = settings.Text(nameof(issuer.ServiceKindValue)) ?? issuer.ServiceKindValue;
        issuer.Service = settings.Text(nameof(issuer.Service)) ?? issuer.Service;
        issuer.MayAssert = AssertionBoundsReader.Read(settings, nameof(issuer.MayAssert), issuer.MayAssert);
        settings.List(nameof(issuer.MayActForUsersOf), issuer.MayActForUsersOf);
    }
}
