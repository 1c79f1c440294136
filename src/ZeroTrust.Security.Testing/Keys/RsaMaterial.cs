using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>2,048 bits: the least that RFC 7518 §3.3 takes, and the quickest to make.</summary>
internal sealed class RsaMaterial(HashAlgorithmName hash, RSASignaturePadding padding) : KeyMaterial
{
    private readonly RSA _key = RSA.Create(2048);

    public override byte[] Sign(ReadOnlySpan<byte> signingInput) => _key.SignData(signingInput, hash, padding);

    public override byte[] PublicDer() => _key.ExportSubjectPublicKeyInfo();

    public override JsonObject PublicMembers()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["kty"] = "RSA",
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
        };
    }

    public override void Dispose() => _key.Dispose();
}
