using System.Buffers.Text;
using System.Security.Cryptography;

namespace ZeroTrust.Security;

/// <summary>
/// What a request proves beside its token: the client certificate of its connection, by the SHA-256 thumbprint of its DER encoding
/// (<c>x5t#S256</c>, RFC 8705 §3.1). A token that is bound to a certificate is accepted with this very certificate and with no other,
/// also with none that has the same key. The default value is no proof. Immutable, one reference in size.
/// </summary>
public readonly struct TokenProof : IEquatable<TokenProof>
{
    /// <summary>The length of a thumbprint: SHA-256, 32 bytes.</summary>
    public const int ThumbprintBytes = SHA256.HashSizeInBytes;

    private readonly byte[]? _thumbprint;

    private TokenProof(byte[] thumbprint) => _thumbprint = thumbprint;

    /// <summary>Whether nothing is proven.</summary>
    /// <value><see langword="true"/> for the default value.</value>
    public bool IsNone => _thumbprint is null;

    /// <summary>The proof that a certificate is. Whoever calls it has seen the private key at work, or trusts one who has.</summary>
    /// <param name="der">The certificate as it was presented, in DER.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="ArgumentException"><paramref name="der"/> is empty.</exception>
    public static TokenProof FromCertificate(ReadOnlySpan<byte> der) =>
        der.IsEmpty ? throw new ArgumentException("A certificate is not empty.", nameof(der)) : new(SHA256.HashData(der));

    /// <summary>The proof of a certificate whose thumbprint is known.</summary>
    /// <param name="sha256">The thumbprint, 32 bytes; copied.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="ArgumentException"><paramref name="sha256"/> has another length.</exception>
    public static TokenProof FromThumbprint(ReadOnlySpan<byte> sha256) =>
        sha256.Length == ThumbprintBytes ? new(sha256.ToArray()) : throw new ArgumentException("A SHA-256 thumbprint has 32 bytes.", nameof(sha256));

    /// <summary>Whether this is the proof that a token asks for. Takes the same time wherever two thumbprints differ.</summary>
    /// <param name="binding">What the token is bound to, from <see cref="VerifiedToken.Binding"/>.</param>
    /// <returns><see langword="true"/> for a token that is not bound, and for one that is bound to this certificate.</returns>
    public bool Satisfies(TokenProof binding) =>
        binding._thumbprint is null || (_thumbprint is not null && CryptographicOperations.FixedTimeEquals(_thumbprint, binding._thumbprint));

    /// <summary>Whether both are the same certificate, or both are none. Compares in fixed time.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(TokenProof other) =>
        _thumbprint is null || other._thumbprint is null
            ? _thumbprint == other._thumbprint
            : CryptographicOperations.FixedTimeEquals(_thumbprint, other._thumbprint);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TokenProof other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _thumbprint is null ? 0 : BitConverter.ToInt32(_thumbprint);

    /// <summary>The thumbprint, which is no secret.</summary>
    /// <returns>Such as <c>certificate A4DtL2…</c> with the whole thumbprint in base64url, or <c>none</c>.</returns>
    public override string ToString() => _thumbprint is null ? "none" : $"certificate {Base64Url.EncodeToString(_thumbprint)}";

    /// <summary>Whether both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(TokenProof left, TokenProof right) => left.Equals(right);

    /// <summary>Whether both differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are not equal.</returns>
    public static bool operator !=(TokenProof left, TokenProof right) => !left.Equals(right);
}
