using ZeroTrust.Security.Testing;

namespace Orders.Demo.Rows;

/// <summary>Properly signed tokens that are not for here, not for now or not for this.</summary>
internal static class WrongTokens
{
    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer, FakeTokenIssuer stranger) =>
    [
        Row("expired token", Token(issuer).Expired()),
        Row("token that is valid from an hour from now", Token(issuer).NotYetValid()),
        Row("token without expiry", Token(issuer).WithoutClaim("exp")),
        Row("token for another service", Token(issuer).WithAudience("payments")),
        Row("token for an audience that begins alike", Token(issuer).WithAudience("orders-admin")),
        Row("token without audience", Token(issuer).WithoutClaim("aud")),
        Row("token of an issuer nobody trusts", Token(stranger)),
        Row("ID token in place of an access token", Token(issuer).WithAudience("test-client").Header("typ", "JWT").Claim("nonce", "n").Claim("at_hash", "h")),
        Row("ID token that names this service as audience", Token(issuer).Header("typ", "JWT").Claim("nonce", "n")),
        Row("token bound to a key (DPoP), sent as bearer", Token(issuer).BoundToKey()),
        Row("token without subject", Token(issuer).WithoutClaim("sub")),
    ];

    private static FakeTokenBuilder Token(FakeTokenIssuer issuer) => People.Alice(issuer).Token();

    private static DemoRow Row(string name, FakeTokenBuilder token) =>
        new(name, DemoRequest.Get("/customers/alice/orders").Bearer(token.Build()), Outcome.BadToken);
}
