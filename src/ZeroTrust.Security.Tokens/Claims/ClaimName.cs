using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// The name of a claim as settings give it. A registered claim was found when the token was read; any other is looked for. Immutable.
/// </summary>
internal sealed class ClaimName(string name)
{
    private readonly MemberName _name = new(name);
    private readonly RegisteredClaim? _registered = RegisteredClaims.Find(new(name));

    /// <summary>The claim; a missing value when the token does not have it.</summary>
    public JsonValue Find(in TokenClaims claims) => _registered is { } claim ? claims[claim] : claims.Payload.Find(_name);
}
