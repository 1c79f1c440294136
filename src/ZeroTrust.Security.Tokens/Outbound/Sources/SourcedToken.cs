namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>A token from its source.</summary>
/// <param name="Token">The token.</param>
/// <param name="LookAgainAfter">When the source may have another one, where that does not follow from the token's life.</param>
internal readonly record struct SourcedToken(ServiceToken Token, TimeSpan? LookAgainAfter = null)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => "[token]";
}
