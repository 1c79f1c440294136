namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>What a token endpoint answered: a body of success or of refusal.</summary>
/// <param name="Refused">Whether the status is 400 or 401 (RFC 6749 §5.2).</param>
/// <param name="Body">The body; whoever reads it clears it.</param>
/// <param name="AskedAt">When it was asked: what it says of durations counts from here at the latest.</param>
internal readonly record struct TokenEndpointAnswer(bool Refused, byte[] Body, DateTimeOffset AskedAt)
{
    /// <summary>Never the body.</summary>
    public override string ToString() => Refused ? "refused" : "granted";
}
