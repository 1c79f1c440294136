using System.Buffers.Text;
using System.Text;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A private key at work. Threads may share it.</summary>
internal abstract class SigningKey(string keyId, SignatureAlgorithm algorithm)
{
    private readonly byte[] _accessTokenHeader = EncodeHeader(algorithm, keyId, "at+jwt");

    public string KeyId => keyId;

    public SignatureAlgorithm Algorithm => algorithm;

    /// <summary>The encoded header of an access token, with the dot behind it.</summary>
    public ReadOnlySpan<byte> AccessTokenHeader => _accessTokenHeader;

    public abstract int SignatureBytes { get; }

    /// <summary>Signs as a JWS is signed (RFC 7515 §5.1).</summary>
    /// <param name="signingInput">Header and payload, encoded and joined by a dot.</param>
    /// <param name="signature">Exactly <see cref="SignatureBytes"/>.</param>
    public abstract void Sign(ReadOnlySpan<byte> signingInput, Span<byte> signature);

    /// <summary>The encoded header for another use, with the dot behind it.</summary>
    /// <param name="type">The <c>typ</c>; a media type, whose characters need no escape in JSON.</param>
    public byte[] HeaderOf(string type) => EncodeHeader(algorithm, keyId, type);

    public static SigningKey Create(string keyId, SignatureAlgorithm algorithm, Secret key) =>
        algorithm.IsRsa() ? new RsaSigningKey(keyId, algorithm, key) : new EcdsaSigningKey(keyId, algorithm, key);

    private static byte[] EncodeHeader(SignatureAlgorithm algorithm, string keyId, string type) => Encoding.ASCII.GetBytes(
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"{{keyId}}","typ":"{{type}}"}""")) + ".");
}
