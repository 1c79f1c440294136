using System.Buffers.Text;
using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Makes private keys, and reads their public part. Every key stays in its one algorithm.</summary>
internal static class PrivateKey
{
    private const int RsaBits = 3072;

    /// <summary>Makes a key.</summary>
    /// <returns>PKCS #8 (RFC 5208 §5).</returns>
    public static Secret Generate(RingAlgorithm algorithm)
    {
        using AsymmetricAlgorithm key = algorithm.Curve is { } curve ? ECDsa.Create(curve.Curve) : RSA.Create(RsaBits);
        var bytes = key.ExportPkcs8PrivateKey();
        try
        {
            return new(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The required members of the public JWK in the canonical form (RFC 7638 §3.2).</summary>
    /// <exception cref="CryptographicException">It is no key of that algorithm.</exception>
    public static string PublicPartOf(Secret key, RingAlgorithm algorithm)
    {
        if (algorithm.Curve is not { } curve)
        {
            using var rsa = ImportRsa(key);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return $$"""{"e":"{{Base64Url.EncodeToString(parameters.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}"}""";
        }

        using var ecdsa = ImportEcdsa(key);
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        return point.X?.Length == curve.CoordinateBytes
            ? $$"""{"crv":"{{curve.Name}}","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}"""
            : throw new CryptographicException("The key is on another curve than its algorithm's.");
    }

    public static RSA ImportRsa(Secret key) => Import(RSA.Create(), key);

    public static ECDiffieHellman ImportEcdh(Secret key) => Import(ECDiffieHellman.Create(), key);

    public static ECDsa ImportEcdsa(Secret key) => Import(ECDsa.Create(), key);

    public static EllipticCurve CurveOf(SignatureAlgorithm algorithm) => EllipticCurve.Find(algorithm switch
    {
        SignatureAlgorithm.ES256 => "P-256",
        SignatureAlgorithm.ES384 => "P-384",
        SignatureAlgorithm.ES512 => "P-521",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    })!;

    private static TKey Import<TKey>(TKey key, Secret from)
        where TKey : AsymmetricAlgorithm
    {
        try
        {
            from.Reveal(key, static (bytes, key) =>
            {
                key.ImportPkcs8PrivateKey(bytes, out var read);
                return read == bytes.Length ? read : throw new CryptographicException("There is more than a key.");
            });
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
