using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// A signing key made on the spot, for one algorithm (RFC 7518 §3.1). An issuer's own keys are of this type, and so is an attacker's:
/// <see cref="Create"/> makes one that no issuer publishes. Threads may share it.
/// </summary>
public sealed class FakeSigningKey : IDisposable
{
    private readonly Lock _gate = new();
    private readonly KeyMaterial _material;

    private FakeSigningKey(string algorithm, KeyMaterial material, string? keyId)
    {
        Algorithm = algorithm;
        _material = material;
        KeyId = keyId ?? material.Thumbprint();
    }

    /// <summary>The algorithm names a key can be made for.</summary>
    /// <value><c>RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512</c>.</value>
    public static IReadOnlyList<string> Algorithms { get; } =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>The <c>alg</c> of its signatures.</summary>
    /// <value>One of <see cref="Algorithms"/>.</value>
    public string Algorithm { get; }

    /// <summary>The key's <c>kid</c>.</summary>
    /// <value>The SHA-256 thumbprint (RFC 7638) unless chosen.</value>
    public string KeyId { get; }

    /// <summary>Makes a key.</summary>
    /// <param name="algorithm">One of <see cref="Algorithms"/>; <c>ES256</c> by default.</param>
    /// <param name="keyId">The <c>kid</c>; null for the thumbprint.</param>
    /// <returns>A new key; its private part exists in this process only.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="algorithm"/> is none of them.</exception>
    public static FakeSigningKey Create(string algorithm = "ES256", string? keyId = null) =>
        new(algorithm, KeyMaterial.Create(algorithm), keyId);

    /// <summary>Signs as a JWS is signed: fixed-width for ECDSA (RFC 7518 §3.4).</summary>
    /// <param name="signingInput">The bytes to sign.</param>
    /// <returns>The signature.</returns>
    public byte[] Sign(ReadOnlySpan<byte> signingInput)
    {
        lock (_gate)
        {
            return _material.Sign(signingInput);
        }
    }

    /// <summary>The public part as a JSON Web Key (RFC 7517 §4) with <c>kid</c>, <c>alg</c> and <c>use</c>.</summary>
    /// <returns>A new object that may be changed.</returns>
    public JsonObject PublicJwk()
    {
        var jwk = _material.PublicMembers();
        jwk["kid"] = KeyId;
        jwk["alg"] = Algorithm;
        jwk["use"] = "sig";
        return jwk;
    }

    /// <summary>The public part as SubjectPublicKeyInfo (RFC 5280 §4.1).</summary>
    /// <returns>DER bytes.</returns>
    public byte[] PublicDer() => _material.PublicDer();

    /// <summary>The public part as SubjectPublicKeyInfo in PEM (RFC 7468 §13).</summary>
    /// <returns>Text without a line feed at its end.</returns>
    public string PublicPem() => PemEncoding.WriteString("PUBLIC KEY", PublicDer());

    /// <inheritdoc/>
    public void Dispose() => _material.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm} {KeyId}";
}
