using ZeroTrust.Security.Testing;
using static Samples.Demo.DemoRequest;

namespace Orders.Demo.Rows;

/// <summary>Good tokens in places and forms where no token belongs, and bad ones where none is needed.</summary>
internal static class OddCredentials
{
    private const string Orders = "/customers/alice/orders";

    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer)
    {
        var good = People.Alice(issuer).Token().Build();
        var expired = People.Alice(issuer).Token().Expired().Build();
        return
        [
            new("token in the query string", Get($"{Orders}?access_token={good}"), Outcome.NoCredential),
            new("token in a cookie", Get(Orders).With($"Cookie: access_token={good}"), Outcome.NoCredential),
            new("identity in headers of the client's own", Get(Orders).With("X-User-Id: alice").With("X-Roles: admin"), Outcome.NoCredential),
            new("two Authorization headers", Get(Orders).Bearer(good).Bearer(expired), Outcome.Malformed),
            new("two tokens in one header", Get(Orders).With($"Authorization: Bearer {good}, Bearer {expired}"), Outcome.Malformed),
            new("the scheme twice", Get(Orders).With($"Authorization: Bearer Bearer {good}"), Outcome.Malformed),
            new("the scheme in lower case", Get(Orders).With($"Authorization: bearer {good}"), Outcome.Ok),
            new("another scheme", Get(Orders).With("Authorization: Basic YWxpY2U6c2VjcmV0"), Outcome.NoCredential),
            new("an expired token where none is needed", Get("/products").Bearer(expired), Outcome.BadToken, TokenFailure.Expired),
        ];
    }
}
