namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// A token bound to a key (<c>cnf</c>, RFC 7800 §3) is worth nothing without a proof of that key, and none can be checked here. Whatever
/// the claim's value: an empty one is no leave to ignore it.
/// </summary>
internal static class BindingRule
{
    public static TokenFailure Check(TokenClaims claims) =>
        claims.Has(RegisteredClaim.Confirmation) ? TokenFailure.BindingUnproven : TokenFailure.None;
}
