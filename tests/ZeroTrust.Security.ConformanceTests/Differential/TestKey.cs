using System.Buffers.Text;
using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>A key pair of the differential test, and how its issuer publishes the public half.</summary>
internal sealed class TestKey
{
    private readonly ECDsa? _ecdsa;
    private readonly RSA? _rsa;

    public TestKey(string keyId, string algorithm)
    {
        KeyId = keyId;
        Algorithm = algorithm;
        if (algorithm[0] == 'E')
        {
            _ecdsa = ECDsa.Create(algorithm == "ES256" ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        }
        else
        {
            _rsa = RSA.Create(2048);
        }
    }

    public string KeyId { get; }

    public string Algorithm { get; }

    private string Curve => Algorithm == "ES256" ? "P-256" : "P-384";

    private HashAlgorithmName Hash => Algorithm == "ES384" ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    /// <summary>Signs with the key's own algorithm; an RSA key also with the other padding, when the header says so.</summary>
    public byte[] Sign(byte[] signingInput, string algorithm)
    {
        if (_rsa is not null)
        {
            var padding = algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
            lock (_rsa)
            {
                return _rsa.SignData(signingInput, HashAlgorithmName.SHA256, padding);
            }
        }

        lock (_ecdsa!)
        {
            return _ecdsa.SignData(signingInput, Hash);
        }
    }

    /// <summary>Whether a signature is by this key with its own algorithm, by the platform's arithmetic.</summary>
    public bool Verify(byte[] signingInput, byte[] signature)
    {
        if (_rsa is not null)
        {
            lock (_rsa)
            {
                return _rsa.VerifyData(signingInput, signature, HashAlgorithmName.SHA256, Algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
            }
        }

        lock (_ecdsa!)
        {
            return _ecdsa.VerifyData(signingInput, signature, Hash);
        }
    }

    public VerificationKey ToVerificationKey()
    {
        var algorithm = Enum.Parse<SignatureAlgorithm>(Algorithm);
        var key = _rsa?.ExportParameters(false) is { } rsa
            ? VerificationKeyFactory.TryCreateRsa(KeyId, algorithm, rsa.Modulus, rsa.Exponent, out _)
            : _ecdsa!.ExportParameters(false) is var ec ? VerificationKeyFactory.TryCreateEc(KeyId, algorithm, Curve, ec.Q.X, ec.Q.Y, out _) : null;
        return key ?? throw new InvalidOperationException($"The key {KeyId} was refused.");
    }

    /// <summary>The public key as a member of a key set (RFC 7517 §4).</summary>
    public string ToJwk()
    {
        if (_rsa is not null)
        {
            var rsa = _rsa.ExportParameters(false);
            return $$"""{"kty":"RSA","kid":"{{KeyId}}","alg":"{{Algorithm}}","use":"sig","n":"{{Base64Url.EncodeToString(rsa.Modulus)}}","e":"{{Base64Url.EncodeToString(rsa.Exponent)}}"}""";
        }

        var ec = _ecdsa!.ExportParameters(false);
        return $$"""{"kty":"EC","kid":"{{KeyId}}","alg":"{{Algorithm}}","use":"sig","crv":"{{Curve}}","x":"{{Base64Url.EncodeToString(ec.Q.X)}}","y":"{{Base64Url.EncodeToString(ec.Q.Y)}}"}""";
    }
}
