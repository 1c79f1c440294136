using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>An engine at <c>transit</c> (api-docs/secret/transit) with the keys <c>card</c> (aes256-gcm96) and <c>orders</c> (ecdsa-p256), which turn.</summary>
internal sealed class EmulatedTransit : IDisposable
{
    private readonly List<byte[]> _cards = [RandomNumberGenerator.GetBytes(32)];
    private readonly List<ECDsa> _orders = [ECDsa.Create(ECCurve.NamedCurves.nistP256)];

    /// <summary>The least version that still opens.</summary>
    public int MinVersion { get; set; } = 1;

    public void Rotate()
    {
        _cards.Add(RandomNumberGenerator.GetBytes(32));
        _orders.Add(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    }

    public EmulatedAnswer? Answer(EmulatedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "transit/encrypt/card") => Encrypt(request),
        ("POST", "transit/decrypt/card") => Decrypt(request),
        ("POST", "transit/sign/orders") => Sign(request),
        ("POST", "transit/verify/orders") => Verify(request),
        ("POST", { } path) when path.StartsWith("transit/", StringComparison.Ordinal) => EmulatedAnswer.Error(404, "encryption key not found"),
        _ => null,
    };

    public void Dispose() => _orders.ForEach(static key => key.Dispose());

    private static byte[] Bytes(EmulatedRequest request, string name) => Convert.FromBase64String(request.Field(name) ?? "");

    private static string Text(int version, byte[] bytes) => string.Create(CultureInfo.InvariantCulture, $"vault:v{version}:{Convert.ToBase64String(bytes)}");

    private EmulatedAnswer Encrypt(EmulatedRequest request)
    {
        var plaintext = Bytes(request, "plaintext");
        var sealedBytes = new byte[12 + plaintext.Length + 16];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        using var gcm = new AesGcm(_cards[^1], 16);
        gcm.Encrypt(sealedBytes.AsSpan(0, 12), plaintext, sealedBytes.AsSpan(12, plaintext.Length), sealedBytes.AsSpan(12 + plaintext.Length), Bytes(request, "associated_data"));
        return EmulatedAnswer.Data(new() { ["ciphertext"] = Text(_cards.Count, sealedBytes), ["key_version"] = _cards.Count });
    }

    private EmulatedAnswer Decrypt(EmulatedRequest request)
    {
        if (Read(request.Field("ciphertext"), out var version, out var bytes) is { } problem)
        {
            return EmulatedAnswer.Error(400, $"invalid ciphertext: {problem}");
        }

        var plaintext = new byte[bytes.Length - 28];
        try
        {
            using var gcm = new AesGcm(_cards[version - 1], 16);
            gcm.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plaintext.Length), bytes.AsSpan(12 + plaintext.Length), plaintext, Bytes(request, "associated_data"));
        }
        catch (CryptographicException)
        {
            return EmulatedAnswer.Error(400, "cipher: message authentication failed");
        }

        return EmulatedAnswer.Data(new() { ["plaintext"] = Convert.ToBase64String(plaintext) });
    }

    private EmulatedAnswer Sign(EmulatedRequest request) => EmulatedAnswer.Data(new()
    {
        ["signature"] = Text(_orders.Count, _orders[^1].SignData(Bytes(request, "input"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        ["key_version"] = _orders.Count,
    });

    private EmulatedAnswer Verify(EmulatedRequest request) => Read(request.Field("signature"), out var version, out var bytes) is { } problem
        ? EmulatedAnswer.Error(400, $"invalid signature: {problem}")
        : EmulatedAnswer.Data(new JsonObject { ["valid"] = _orders[version - 1].VerifyData(Bytes(request, "input"), bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) });

    private string? Read(string? text, out int version, out byte[] bytes)
    {
        var parts = (text ?? "").Split(':');
        (version, bytes) = (0, []);
        if (parts.Length != 3 || !int.TryParse(parts[1].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out version))
        {
            return "no prefix";
        }

        bytes = new byte[parts[2].Length];
        var isBase64 = Convert.TryFromBase64String(parts[2], bytes, out var length);
        bytes = bytes[..length];
        return version > _cards.Count ? "version is too new"
            : version < MinVersion ? "ciphertext or signature version is disallowed by policy (too old)"
            : !isBase64 || length < 28 ? "could not be decoded"
            : null;
    }
}
