namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>A token at hand. Immutable. Times are UTC ticks, which compare at once.</summary>
/// <param name="Token">The token.</param>
/// <param name="RefreshAt">From here on another is had in the background.</param>
/// <param name="WaitFrom">From here on callers wait for the other one, and use this one only where there is none.</param>
internal sealed record HeldToken(ServiceToken Token, long RefreshAt, long WaitFrom)
{
    public long ExpiresAt { get; } = Token.ExpiresAt.UtcTicks;

    /// <summary>Never the token.</summary>
    public override string ToString() => Token.ToString();
}
