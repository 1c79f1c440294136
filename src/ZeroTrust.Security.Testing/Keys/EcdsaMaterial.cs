using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>The curve follows from the hash (RFC 7518 §3.4).</summary>
internal sealed class EcdsaMaterial(HashAlgorithmName hash) : KeyMaterial
{
    private readonly ECDsa _key = ECDsa.Create(hash.Name switch
    {
        "SHA256" => ECCurve.NamedCurves.nistP256,
        "SHA384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    });

    public override byte[] Sign(ReadOnlySpan<byte> signingInput) => _key.SignData(signingInput, hash);

    public override byte[] PublicDer() => _key.ExportSubjectPublicKeyInfo();

    public override JsonObject PublicMembers()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["crv"] = $"P-{_key.KeySize}",
            ["kty"] = "EC",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    public override void Dispose() => _key.Dispose();
}
