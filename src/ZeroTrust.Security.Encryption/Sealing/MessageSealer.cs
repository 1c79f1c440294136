using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Encryption;

/// <summary>Seals a message for the holder of a public key (RFC 7516 §5.1): every message with a key of its own.</summary>
internal static class MessageSealer
{
    /// <param name="recipient">The public key.</param>
    /// <param name="service">The name of the recipient.</param>
    /// <param name="type">The kind of message.</param>
    /// <param name="plaintext">The content.</param>
    public static string Seal(EncryptionKey recipient, string service, string type, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> key = stackalloc byte[ContentCipher.KeyBytes];
        RandomNumberGenerator.Fill(key);
        try
        {
            var header = new ArrayBufferWriter<byte>(256);
            var encryptedKey = string.Equals(recipient.Algorithm, KeyManagementAlgorithm.EcdhEs, StringComparison.Ordinal)
                ? Agree(recipient, service, type, key, header)
                : Encrypt(recipient, service, type, key, header);
            return Write(header.WrittenSpan, encryptedKey, key, plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Agree(EncryptionKey recipient, string service, string type, ReadOnlySpan<byte> key, ArrayBufferWriter<byte> header)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(recipient.SubjectPublicKeyInfo.Span, out _);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        WriteHeader(header, recipient, service, type, ephemeral.ExportParameters(includePrivateParameters: false).Q);
        var wrapping = MessageKey.Agree(ephemeral, theirs);
        try
        {
            return KeyWrap.Wrap(wrapping, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    private static byte[] Encrypt(EncryptionKey recipient, string service, string type, ReadOnlySpan<byte> key, ArrayBufferWriter<byte> header)
    {
        using var theirs = RSA.Create();
        theirs.ImportSubjectPublicKeyInfo(recipient.SubjectPublicKeyInfo.Span, out _);
        WriteHeader(header, recipient, service, type, ephemeral: null);
        return theirs.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
    }

    private static void WriteHeader(ArrayBufferWriter<byte> header, EncryptionKey recipient, string service, string type, ECPoint? ephemeral)
    {
        using var json = new Utf8JsonWriter(header);
        json.WriteStartObject();
        json.WriteString("alg"u8, recipient.Algorithm);
        json.WriteString("enc"u8, ContentCipher.Name);
        json.WriteString("kid"u8, recipient.KeyId);
        json.WriteString("typ"u8, type);
        json.WriteString("aud"u8, service);
        if (ephemeral is { } point)
        {
            json.WriteStartObject("epk"u8);
            json.WriteString("kty"u8, "EC"u8);
            json.WriteString("crv"u8, KeyManagementAlgorithm.Curve);
            json.WriteString("x"u8, Base64Url.EncodeToString(point.X));
            json.WriteString("y"u8, Base64Url.EncodeToString(point.Y));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Write(ReadOnlySpan<byte> header, byte[] encryptedKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[ContentCipher.NonceBytes];
        Span<byte> tag = stackalloc byte[ContentCipher.TagBytes];
        RandomNumberGenerator.Fill(nonce);
        var encodedHeader = Base64Url.EncodeToString(header);
        var ciphertext = new byte[plaintext.Length];
        ContentCipher.Encrypt(key, nonce, plaintext, ciphertext, tag, Encoding.ASCII.GetBytes(encodedHeader));
        return string.Join('.', encodedHeader, Base64Url.EncodeToString(encryptedKey), Base64Url.EncodeToString(nonce), Base64Url.EncodeToString(ciphertext), Base64Url.EncodeToString(tag));
    }
}
