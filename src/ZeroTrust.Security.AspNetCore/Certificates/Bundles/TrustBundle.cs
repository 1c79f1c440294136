using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>The certificate authorities in force. Immutable, compared by reference; threads share it.</summary>
/// <param name="roots">Self-issued authorities: where a chain has to end.</param>
/// <param name="intermediates">The others, which may complete a chain and never end one.</param>
/// <param name="digest">The SHA-256 of what was read.</param>
internal sealed class TrustBundle(X509Certificate2Collection roots, X509Certificate2Collection intermediates, byte[] digest)
{
    public X509Certificate2Collection Roots { get; } = roots;

    public X509Certificate2Collection Intermediates { get; } = intermediates;

    public bool IsMadeOf(ReadOnlySpan<byte> other) => other.SequenceEqual(digest);
}
