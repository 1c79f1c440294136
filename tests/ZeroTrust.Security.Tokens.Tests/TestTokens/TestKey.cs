using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.TestTokens;

/// <summary>A real key pair: signs tokens, and is the key that verifies them. Thread-safe.</summary>
internal sealed class TestKey
{
    private static readonly Lazy<TestKey>[] Shared =
        [.. Enum.GetValues<SignatureAlgorithm>().Select(static algorithm => new Lazy<TestKey>(() => new($"key-{algorithm}", algorithm)))];

    private readonly Lock _signing = new();
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    public TestKey(string? keyId, SignatureAlgorithm algorithm, int rsaBits = 2048)
    {
        KeyId = keyId;
        Algorithm = algorithm;
        if (algorithm.IsRsa())
        {
            _rsa = RSA.Create(rsaBits);
            Public = VerificationKeyFactory.TryCreateRsa(keyId, algorithm, Rsa.Modulus, Rsa.Exponent, out _)!;
        }
        else
        {
            _ecdsa = ECDsa.Create(Curve.Curve);
            Public = VerificationKeyFactory.TryCreateEc(keyId, algorithm, Curve.Name, Ec.Q.X, Ec.Q.Y, out _)!;
        }
    }

    public string? KeyId { get; }

    public SignatureAlgorithm Algorithm { get; }

    public VerificationKey Public { get; }

    public EllipticCurve Curve => EllipticCurve.Find(Algorithm switch
    {
        SignatureAlgorithm.ES256 => "P-256",
        SignatureAlgorithm.ES384 => "P-384",
        _ => "P-521",
    })!;

    public RSAParameters Rsa => _rsa!.ExportParameters(includePrivateParameters: false);

    public ECParameters Ec => _ecdsa!.ExportParameters(includePrivateParameters: false);

    public string PublicPem => (_rsa as AsymmetricAlgorithm ?? _ecdsa!).ExportSubjectPublicKeyInfoPem();

    public byte[] PublicDer => (_rsa as AsymmetricAlgorithm ?? _ecdsa!).ExportSubjectPublicKeyInfo();

    /// <summary>One key for each algorithm, made once a test run.</summary>
    public static TestKey For(SignatureAlgorithm algorithm) => Shared[(int)algorithm].Value;

    public byte[] Sign(byte[] input)
    {
        lock (_signing)
        {
            return _rsa is not null
                ? _rsa.SignData(input, Algorithm.Hash(), Algorithm.RsaPadding())
                : _ecdsa!.SignData(input, Algorithm.Hash(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    public byte[] SignDer(byte[] input)
    {
        lock (_signing)
        {
            return _ecdsa!.SignData(input, Algorithm.Hash(), DSASignatureFormat.Rfc3279DerSequence);
        }
    }
}
