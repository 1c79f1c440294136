using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>The platform's key behind a <see cref="FakeSigningKey"/>.</summary>
internal abstract class KeyMaterial : IDisposable
{
    public static KeyMaterial Create(string algorithm)
    {
        var hash = algorithm is { Length: 5 } ? HashOf(algorithm.AsSpan(2)) : default;
        return (hash.Name is null ? "" : algorithm[..2]) switch
        {
            "RS" => new RsaMaterial(hash, RSASignaturePadding.Pkcs1),
            "PS" => new RsaMaterial(hash, RSASignaturePadding.Pss),
            "ES" => new EcdsaMaterial(hash),
            _ => throw new ArgumentOutOfRangeException(
                nameof(algorithm), algorithm, $"Use one of {string.Join(' ', FakeSigningKey.Algorithms)}."),
        };
    }

    public abstract byte[] Sign(ReadOnlySpan<byte> signingInput);

    public abstract byte[] PublicDer();

    /// <summary>The required members of the public key alone, in the order of RFC 7638 §3.2.</summary>
    public abstract JsonObject PublicMembers();

    public abstract void Dispose();

    public string Thumbprint() =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(PublicMembers().ToJsonString())));

    private static HashAlgorithmName HashOf(ReadOnlySpan<char> bits) => bits switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => default,
    };
}
