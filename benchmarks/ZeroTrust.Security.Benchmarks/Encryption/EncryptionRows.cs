using System.Security.Cryptography;
using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Encryption;

/// <summary>A kibibyte sealed and opened, beside the bare key agreement and AES-256-GCM of as much.</summary>
internal static class EncryptionRows
{
    private const int ContentBytes = 1024;
    private const string Type = "card-number";

    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(ContentBytes);

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var receiver = EncryptionPeers.Receiver("ECDH-ES+A256KW", out var keySet);
        var sender = EncryptionPeers.Sender(keySet);
        var message = sender.Seal("payments", Type, Content);
        if (!receiver.Open(Type, message).Opened)
        {
            throw new InvalidOperationException("The message does not open.");
        }

        var sealing = Interleaved.Measure(effort, SealBare(), new("seal", count => Repeat.Call(count, () => sender.Seal("payments", Type, Content))));
        yield return GoalResult.Above("encryption seal 1 KiB", sealing[0], sealing[1], null, null);
        var opening = Interleaved.Measure(effort, OpenBare(), new("open", count => Repeat.Call(count, () => receiver.Open(Type, message).Opened)));
        yield return GoalResult.Above("encryption open 1 KiB", opening[0], opening[1], null, null);
    }

    // A key for one message, the agreement with the recipient's, and the content.
    private static Variant SealBare()
    {
        var recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256).PublicKey;
        return new("ECDH and AES-GCM", count => Repeat.Call(count, () =>
        {
            using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            return Encrypt(ephemeral.DeriveKeyFromHash(recipient, HashAlgorithmName.SHA256));
        }));
    }

    // The sender's key read, the agreement with it, and the content.
    private static Variant OpenBare()
    {
        var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = sender.ExportParameters(includePrivateParameters: false);
        return new("ECDH and AES-GCM", count => Repeat.Call(count, () =>
        {
            using var ephemeral = ECDiffieHellman.Create(point);
            return Encrypt(own.DeriveKeyFromHash(ephemeral.PublicKey, HashAlgorithmName.SHA256));
        }));
    }

    // Decrypting takes as long as encrypting.
    private static byte[] Encrypt(byte[] key)
    {
        using var cipher = new AesGcm(key, 16);
        var ciphertext = new byte[ContentBytes];
        Span<byte> tag = stackalloc byte[16];
        cipher.Encrypt(new byte[12], Content, ciphertext, tag);
        return ciphertext;
    }
}
