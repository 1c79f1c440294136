namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A key as the ring's record holds it. Immutable.</summary>
/// <param name="KeyId">The thumbprint of its public part (RFC 7638).</param>
/// <param name="Algorithm">Its one algorithm.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="Since">When it came there, by the clock of the process that put it there.</param>
/// <param name="MadeInDevelopment">Whether it must never sign elsewhere.</param>
/// <param name="ProtectedKey">The private key in PKCS #8, wrapped.</param>
internal sealed record StoredKey(
    string KeyId, RingAlgorithm Algorithm, RingKeyState State, DateTimeOffset Since, bool MadeInDevelopment, ReadOnlyMemory<byte> ProtectedKey)
{
    public StoredKey Become(RingKeyState state, DateTimeOffset now) => this with { State = state, Since = now };
}
