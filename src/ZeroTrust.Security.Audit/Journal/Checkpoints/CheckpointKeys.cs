using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The public keys that heads and tombstones are signed with: those of a key set (RFC 7517 §5). For one thread.</summary>
internal sealed class CheckpointKeys : IDisposable
{
    private readonly List<AsymmetricAlgorithm> _keys = [];

    /// <exception cref="ArgumentException">It is no key set, or has no key that can be used.</exception>
    public CheckpointKeys(string keySet)
    {
        try
        {
            using var document = JsonDocument.Parse(keySet);
            foreach (var key in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                Add(key);
            }
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            Dispose();
            throw new ArgumentException("That is no key set (RFC 7517 §5).", nameof(keySet), fault);
        }

        if (_keys.Count == 0)
        {
            throw new ArgumentException("The key set has no elliptic-curve or RSA key.", nameof(keySet));
        }
    }

    /// <summary>Whether one of the keys signed it, as what it is taken for.</summary>
    public bool HaveSigned(string jws, string type)
    {
        var parts = jws.Split('.');
        try
        {
            return parts.Length == 3
                && ReadHeader(parts[0]) is var (algorithm, named)
                && named == type
                && Check(algorithm, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _keys.ForEach(static key => key.Dispose());

    private static (string? Algorithm, string? Type) ReadHeader(string part)
    {
        using var header = JsonDocument.Parse(Decode(part));
        var root = header.RootElement;
        return root.TryGetProperty("crit", out _) || !root.TryGetProperty("alg", out var algorithm) || !root.TryGetProperty("typ", out var type)
            ? (null, null)
            : (algorithm.GetString(), type.GetString());
    }

    private static byte[] Decode(string part) => Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(part));

    private static bool CheckRsa(RSA key, string algorithm, byte[] signed, byte[] signature, HashAlgorithmName hash) => algorithm[0] switch
    {
        'R' => key.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1),
        'P' => key.VerifyData(signed, signature, hash, RSASignaturePadding.Pss),
        _ => false,
    };

    // The curve decides the algorithm, never the header alone (RFC 7518 §3.4).
    private static bool CheckCurve(ECDsa key, string algorithm, byte[] signed, byte[] signature, HashAlgorithmName hash) =>
        algorithm == key.KeySize switch { 256 => "ES256", 384 => "ES384", _ => "ES512" } && key.VerifyData(signed, signature, hash);

    private void Add(JsonElement key)
    {
        switch (key.GetProperty("kty").GetString())
        {
            case "EC":
                _keys.Add(ECDsa.Create(new ECParameters
                {
                    Curve = ECCurve.CreateFromFriendlyName($"nist{key.GetProperty("crv").GetString()?.Replace("-", "", StringComparison.Ordinal)}"),
                    Q = new() { X = Decode(key.GetProperty("x").GetString()!), Y = Decode(key.GetProperty("y").GetString()!) },
                }));
                break;
            case "RSA":
                _keys.Add(RSA.Create(new RSAParameters { Modulus = Decode(key.GetProperty("n").GetString()!), Exponent = Decode(key.GetProperty("e").GetString()!) }));
                break;
        }
    }

    private bool Check(string? algorithm, byte[] signed, byte[] signature)
    {
        HashAlgorithmName? hash = algorithm is { Length: 5 } ? algorithm[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => null,
        } : null;
        return hash is { } known && _keys.Exists(key => key switch
        {
            ECDsa curve => CheckCurve(curve, algorithm!, signed, signature, known),
            RSA rsa => CheckRsa(rsa, algorithm!, signed, signature, known),
            _ => false,
        });
    }
}
