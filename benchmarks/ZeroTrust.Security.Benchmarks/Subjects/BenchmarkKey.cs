using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Benchmarks.Subjects;

/// <summary>A signing key of the benchmarks' issuer, and the raw verification of the platform with its public part: the floor.</summary>
internal sealed class BenchmarkKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly RSA? _rsaPublic;
    private readonly ECDsa? _ecdsa;
    private readonly ECDsa? _ecdsaPublic;

    private BenchmarkKey(string algorithm)
    {
        Algorithm = algorithm;
        KeyId = $"2026-11-{algorithm}";
        if (algorithm == "RS256")
        {
            _rsa = RSA.Create(2048);
            _rsaPublic = RSA.Create(_rsa.ExportParameters(includePrivateParameters: false));
        }
        else
        {
            _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            _ecdsaPublic = ECDsa.Create(_ecdsa.ExportParameters(includePrivateParameters: false));
        }
    }

    public static BenchmarkKey Rs256 { get; } = new("RS256");

    public static BenchmarkKey Es256 { get; } = new("ES256");

    /// <summary>A key that is in no key set.</summary>
    public static BenchmarkKey Foreign { get; } = new("RS256");

    /// <summary>The key set that every validator of a run is given.</summary>
    public static string KeySet { get; } = new JsonObject { ["keys"] = new JsonArray(Rs256.Jwk(), Es256.Jwk()) }.ToJsonString();

    public string Algorithm { get; }

    public string KeyId { get; }

    public static BenchmarkKey Of(string algorithm) => algorithm == "RS256" ? Rs256 : Es256;

    public byte[] Sign(ReadOnlySpan<byte> input) => _rsa is not null
        ? _rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : _ecdsa!.SignData(input, HashAlgorithmName.SHA256);

    public bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) => _rsaPublic is not null
        ? _rsaPublic.VerifyData(input, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : _ecdsaPublic!.VerifyData(input, signature, HashAlgorithmName.SHA256);

    public void Dispose()
    {
        _rsa?.Dispose();
        _rsaPublic?.Dispose();
        _ecdsa?.Dispose();
        _ecdsaPublic?.Dispose();
    }

    private JsonObject Jwk()
    {
        var jwk = new JsonObject { ["kid"] = KeyId, ["alg"] = Algorithm, ["use"] = "sig" };
        if (_rsaPublic is not null)
        {
            var parameters = _rsaPublic.ExportParameters(includePrivateParameters: false);
            jwk["kty"] = "RSA";
            jwk["n"] = Base64Url.EncodeToString(parameters.Modulus);
            jwk["e"] = Base64Url.EncodeToString(parameters.Exponent);
        }
        else
        {
            var point = _ecdsaPublic!.ExportParameters(includePrivateParameters: false).Q;
            jwk["kty"] = "EC";
            jwk["crv"] = "P-256";
            jwk["x"] = Base64Url.EncodeToString(point.X);
            jwk["y"] = Base64Url.EncodeToString(point.Y);
        }

        return jwk;
    }
}
