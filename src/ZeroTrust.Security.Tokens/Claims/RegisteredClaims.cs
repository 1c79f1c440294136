using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Names and types of the registered claims (RFC 7519 §4.1, RFC 8693 §4, RFC 9068 §2.2, OpenID Connect Core §2).</summary>
internal static class RegisteredClaims
{
    private static readonly (string Name, (RegisteredClaim Claim, ClaimShape Shape) Value)[] Table =
    [
        ("iss", (RegisteredClaim.Issuer, ClaimShape.Text)),
        ("sub", (RegisteredClaim.Subject, ClaimShape.Text)),
        ("aud", (RegisteredClaim.Audience, ClaimShape.TextOrTexts)),
        ("exp", (RegisteredClaim.Expires, ClaimShape.Number)),
        ("nbf", (RegisteredClaim.NotBefore, ClaimShape.Number)),
        ("iat", (RegisteredClaim.IssuedAt, ClaimShape.Number)),
        ("jti", (RegisteredClaim.TokenId, ClaimShape.Text)),
        ("sid", (RegisteredClaim.SessionId, ClaimShape.Text)),
        ("cnf", (RegisteredClaim.Confirmation, ClaimShape.Any)),
        ("act", (RegisteredClaim.Actor, ClaimShape.Object)),
        ("may_act", (RegisteredClaim.MayAct, ClaimShape.Object)),
        ("azp", (RegisteredClaim.AuthorizedParty, ClaimShape.Text)),
        ("client_id", (RegisteredClaim.ClientId, ClaimShape.Text)),
        ("appid", (RegisteredClaim.AppId, ClaimShape.Text)),
        ("cid", (RegisteredClaim.OktaClientId, ClaimShape.Text)),
        ("nonce", (RegisteredClaim.Nonce, ClaimShape.Text)),
        ("at_hash", (RegisteredClaim.AccessTokenHash, ClaimShape.Text)),
        ("c_hash", (RegisteredClaim.CodeHash, ClaimShape.Text)),
        ("typ", (RegisteredClaim.Type, ClaimShape.Text)),
        ("events", (RegisteredClaim.Events, ClaimShape.Object)),
        ("vp", (RegisteredClaim.Presentation, ClaimShape.Any)),
        ("vc", (RegisteredClaim.Credential, ClaimShape.Any)),
        ("scope", (RegisteredClaim.Scope, ClaimShape.TextOrTexts)),
        ("scp", (RegisteredClaim.ScopeList, ClaimShape.TextOrTexts)),
        ("auth_time", (RegisteredClaim.AuthenticationTime, ClaimShape.Number)),
        ("acr", (RegisteredClaim.AuthenticationClass, ClaimShape.Text)),
        ("amr", (RegisteredClaim.AuthenticationMethods, ClaimShape.Texts)),
    ];

    private static readonly NameTable<(RegisteredClaim Claim, ClaimShape Shape)> Known = new(Table);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Table.Select(static claim => claim.Name);

    /// <summary>The registered claim of that name, compared ordinally.</summary>
    public static bool TryFind(scoped ref readonly JsonMembers member, out RegisteredClaim claim, out ClaimShape shape)
    {
        var known = Known.TryFind(in member, out var found);
        (claim, shape) = found;
        return known;
    }

    /// <summary>The registered claim of that name; null for any other name.</summary>
    public static RegisteredClaim? Find(MemberName name) => Known.TryFind(name, out var found) ? found.Claim : null;

    /// <summary>Whether the value of a member has the type.</summary>
    public static bool Fits(ClaimShape shape, scoped ref readonly JsonMembers member) => shape switch
    {
        ClaimShape.Any => true,
        ClaimShape.Text => member.ValueKind == JsonKind.Text,
        ClaimShape.Number => member.ValueKind == JsonKind.Number,
        ClaimShape.Object => member.ValueKind == JsonKind.Object,
        ClaimShape.Texts => member.Value.IsTexts(),
        ClaimShape.TextOrTexts => member.ValueKind == JsonKind.Text || member.Value.IsTexts(),
        _ => false,
    };
}
