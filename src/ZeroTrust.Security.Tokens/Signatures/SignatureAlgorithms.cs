using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>The names and parts of the algorithms (RFC 7518 §3.1). Names are case-sensitive (RFC 7515 §4.1.1).</summary>
internal static class SignatureAlgorithms
{
    private static readonly (string Name, byte[] Utf8, SignatureAlgorithm Algorithm)[] Known =
        [.. Enum.GetValues<SignatureAlgorithm>().Select(static algorithm =>
            (algorithm.ToString(), Encoding.ASCII.GetBytes(algorithm.ToString()), algorithm))];

    /// <summary>The algorithm of a header or key, when this library has it.</summary>
    /// <param name="name">The value of <c>alg</c>.</param>
    /// <param name="algorithm">The algorithm.</param>
    public static bool TryParse(JsonValue name, out SignatureAlgorithm algorithm)
    {
        foreach (var known in Known)
        {
            if (name.TextEquals(known.Utf8))
            {
                algorithm = known.Algorithm;
                return true;
            }
        }

        algorithm = default;
        return false;
    }

    /// <inheritdoc cref="TryParse(JsonValue, out SignatureAlgorithm)"/>
    public static bool TryParse(ReadOnlySpan<char> name, out SignatureAlgorithm algorithm)
    {
        foreach (var known in Known)
        {
            if (name.SequenceEqual(known.Name))
            {
                algorithm = known.Algorithm;
                return true;
            }
        }

        algorithm = default;
        return false;
    }

    public static bool IsRsa(this SignatureAlgorithm algorithm) => algorithm <= SignatureAlgorithm.PS512;

    public static HashAlgorithmName Hash(this SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.RS256 or SignatureAlgorithm.PS256 or SignatureAlgorithm.ES256 => HashAlgorithmName.SHA256,
        SignatureAlgorithm.RS384 or SignatureAlgorithm.PS384 or SignatureAlgorithm.ES384 => HashAlgorithmName.SHA384,
        SignatureAlgorithm.RS512 or SignatureAlgorithm.PS512 or SignatureAlgorithm.ES512 => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The padding of an RSA algorithm. Of PSS the platform's form: salt as long as the hash, MGF1 with that hash (RFC 7518 §3.5).</summary>
    public static RSASignaturePadding RsaPadding(this SignatureAlgorithm algorithm) =>
        algorithm <= SignatureAlgorithm.RS512 ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss;
}
