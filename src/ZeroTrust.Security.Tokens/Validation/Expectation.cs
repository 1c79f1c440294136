using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>What a refused token should have been, and where the settings say so: for the operator, from settings alone.</summary>
/// <param name="Expected">What was expected.</param>
/// <param name="Setting">The configuration path, or <c>-</c> where there is no setting.</param>
internal readonly record struct Expectation(string Expected, string Setting)
{
    public static Expectation Of(TokenFailure failure, TrustSnapshot trust, string? issuerName)
    {
        var issuer = $"ZeroTrust:Issuers:{issuerName}";
        var profile = issuerName is null ? null : Find(trust, issuerName);
        return failure switch
        {
            TokenFailure.TooLong => new($"at most {trust.MaxTokenBytes} characters, header at most {trust.MaxHeaderBytes} bytes", "ZeroTrust:MaxTokenBytes, ZeroTrust:MaxHeaderBytes"),
            TokenFailure.Malformed => new("three parts of canonical base64url joined by dots", "-"),
            TokenFailure.Encrypted => new("a signed token, not an encrypted one", "-"),
            TokenFailure.HeaderInvalid => new("a header of one JSON object, unique members, registered types", "-"),
            TokenFailure.CriticalHeader => new("a header without crit and b64", "-"),
            TokenFailure.PayloadInvalid => new("a payload of one JSON object, unique members, registered types", "-"),
            TokenFailure.IssuerMissing or TokenFailure.IssuerUnknown => new("the exact iss of a configured issuer", "ZeroTrust:Issuers"),
            TokenFailure.TypeRefused => new("typ at+jwt", $"{issuer}:AllowLegacyTokenType"),
            TokenFailure.NotAnAccessToken => new("an access token: a client claim, and no mark of another kind of token", $"{issuer}:AllowLegacyTokenType"),
            TokenFailure.AlgorithmRefused => new($"alg {string.Join(' ', profile?.Algorithms ?? [])}", $"{issuer}:Algorithms"),
            TokenFailure.AudienceMissing or TokenFailure.AudienceMismatch => new($"aud {string.Join(' ', profile?.Audiences ?? [])}", $"{issuer}:Audiences"),
            TokenFailure.ExpiryMissing or TokenFailure.TimesInvalid => new("exp, and times from 1970 to 9999 with nbf not after exp", "-"),
            TokenFailure.Expired or TokenFailure.NotYetValid or TokenFailure.IssuedInFuture => new($"a token of now, give or take {profile?.ClockSkew}", $"{issuer}:ClockSkew"),
            TokenFailure.TooOld => new($"iat, at most {profile?.MaxAge} ago", $"{issuer}:MaxAge, {issuer}:MaxLifetime"),
            TokenFailure.LifetimeTooLong => new($"a lifetime of at most {profile?.MaxLifetime}", $"{issuer}:MaxLifetime"),
            TokenFailure.KeyUnknown or TokenFailure.KeyMismatch or TokenFailure.KeysUnavailable => new("a current key of the issuer, for the header's algorithm", $"{issuer}:Authority"),
            TokenFailure.SignatureInvalid => new("a signature by the issuer's key", $"{issuer}:Authority"),
            TokenFailure.ClaimMissing => new($"sub {string.Join(' ', profile?.RequiredClaims ?? [])}", $"{issuer}:RequiredClaims"),
            TokenFailure.ClaimInvalid => new("permission, scope, role, tenant, kind and act claims of the configured shape", issuer),
            TokenFailure.BindingUnproven => new("a token without cnf, or with cnf.x5t#S256 alone and the client certificate of that thumbprint", "ZeroTrust:ClientCertificates"),
            TokenFailure.OutsideTrust => new("a service that the issuer may speak for, acting for users it may act for", $"{issuer}:MayAssert:Services, {issuer}:MayActForUsersOf"),
            TokenFailure.Revoked => new("a token that is not revoked", "IRevocationService"),
            TokenFailure.RevocationsUnavailable => new($"revocations read at most {trust.Revocation.MaxStaleness} ago", "ZeroTrust:Revocation:MaxStaleness"),
            _ => new("-", "-"),
        };
    }

    private static IssuerProfile? Find(TrustSnapshot trust, string name)
    {
        foreach (var issuer in trust.Issuers.Values)
        {
            if (string.Equals(issuer.Profile.Name, name, StringComparison.Ordinal))
            {
                return issuer.Profile;
            }
        }

        return null;
    }
}
