using ZeroTrust.Security.Testing;

namespace Orders.Demo.Rows;

/// <summary>Properly signed tokens that are not for here, not for now or not for this.</summary>
internal static class WrongTokens
{
    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer, FakeTokenIssuer stranger) =>
    [
        Row("expired token", Token(issuer).Expired(), TokenFailure.Expired),
        Row("token that is valid from an hour from now", Token(issuer).NotYetValid(), TokenFailure.NotYetValid),
        Row("token without expiry", Token(issuer).WithoutClaim("exp"), TokenFailure.ExpiryMissing),
        Row("token for another service", Token(issuer).WithAudience("payments"), TokenFailure.AudienceMismatch),
        Row("token for an audience that begins alike", Token(issuer).WithAudience("orders-admin"), TokenFailure.AudienceMismatch),
        Row("token without audience", Token(issuer).WithoutClaim("aud"), TokenFailure.AudienceMissing),
        Row("token of an issuer nobody trusts", Token(stranger), TokenFailure.IssuerUnknown),
        Row("ID token in place of an access token", Token(issuer).WithAudience("test-client").Header("typ", "JWT").Claim("nonce", "n").Claim("at_hash", "h"), TokenFailure.TypeRefused),
        Row("ID token that names this service as audience", Token(issuer).Header("typ", "JWT").Claim("nonce", "n"), TokenFailure.TypeRefused),
        Row("token bound to a key (DPoP), sent as bearer", Token(issuer).BoundToKey(), TokenFailure.BindingUnproven),
        Row("token without subject", Token(issuer).WithoutClaim("sub"), TokenFailure.ClaimMissing),
    ];

    private static FakeTokenBuilder Token(FakeTokenIssuer issuer) => People.Alice(issuer).Token();

    private static DemoRow Row(string name, FakeTokenBuilder token, TokenFailure reason) =>
        new(name, DemoRequest.Get("/customers/alice/orders").Bearer(token.Build()), Outcome.BadToken, reason);
}
