using System.Text.Json;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Primitives;

/// <summary>The public key of a Wycheproof test group, made as a key set's keys are made.</summary>
internal static class PrimitiveKey
{
    public static VerificationKey? Load(JsonElement group, SignatureAlgorithm algorithm, out KeyRefusal refusal)
    {
        var key = group.GetProperty("publicKey");
        return algorithm.IsRsa()
            ? VerificationKeyFactory.TryCreateRsa(null, algorithm, Hex(key, "modulus"), Hex(key, "publicExponent"), out refusal)
            : LoadPoint(Hex(key, "uncompressed"), algorithm, out refusal);
    }

    // SEC 1 §2.3.3: 0x04, then both coordinates at full length.
    private static VerificationKey? LoadPoint(byte[] point, SignatureAlgorithm algorithm, out KeyRefusal refusal)
    {
        Assert.Equal(4, point[0]);
        var length = point.Length / 2;
        var curve = algorithm switch { SignatureAlgorithm.ES256 => "P-256", SignatureAlgorithm.ES384 => "P-384", _ => "P-521" };
        return VerificationKeyFactory.TryCreateEc(null, algorithm, curve, point.AsSpan(1, length), point.AsSpan(1 + length), out refusal);
    }

    private static byte[] Hex(JsonElement key, string name) => Convert.FromHexString(key.GetProperty(name).GetString()!);
}
