namespace ZeroTrust.Security;

/// <summary>One endpoint and who may call it. Immutable.</summary>
/// <param name="Methods">The HTTP methods, or <c>*</c> for any.</param>
/// <param name="Pattern">The route pattern.</param>
/// <param name="Requires">What a caller must be or hold, in words; <c>denied: nothing declared</c> when nobody may call.</param>
/// <param name="Callers">Who can meet it: <c>user</c>, <c>service</c>, <c>user and service</c>, <c>either</c>, <c>anybody</c> or <c>nobody</c>.</param>
/// <param name="AnonymousReason">Why anybody may call, or <c>no reason given</c>; null when not anonymous.</param>
public sealed record EndpointAccess(string Methods, string Pattern, string Requires, string Callers, string? AnonymousReason)
{
    /// <summary>Whether nobody may call, for want of a declaration.</summary>
    /// <value><see langword="true"/>: every request is denied.</value>
    public bool IsDenied => Callers == "nobody";
}
