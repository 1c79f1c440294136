namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>One vector whose label we knowingly do not follow.</summary>
/// <param name="Accepts">What we answer in place of the label.</param>
/// <param name="Why">The reason, with the clause that gives it.</param>
internal sealed record Deviation(bool Accepts, string Why)
{
    /// <summary>HMAC, EdDSA and ES256K: valid elsewhere, not offered here.</summary>
    public static Deviation NotEnabled { get; } = new(false, "refused: algorithm not enabled");
}
