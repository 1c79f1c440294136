using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Encryption;

/// <summary>Opens messages (RFC 7516 §5.2). Everything that can be checked without a private key is checked before one is used. Threads may share it.</summary>
/// <param name="keys">The keys of this service; null when it has none.</param>
/// <param name="service">Its name, which a message carries; null when it has none.</param>
/// <param name="limits">How large a message may be.</param>
internal sealed class MessageOpener(IDecryptionKeys? keys, string? service, PayloadLimits limits)
{
    private const int MaxStackBytes = 1024;

    /// <summary>Opens a message of one kind.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="message">The message, of any origin.</param>
    /// <param name="plaintext">The content; null when refused.</param>
    /// <param name="keyName">The <c>kid</c> of the message for the operator; null when it was not read.</param>
    /// <returns>The first check that failed. Never throws for any message.</returns>
    public PayloadRefusal TryOpen(string type, ReadOnlySpan<char> message, out byte[]? plaintext, out string? keyName)
    {
        (plaintext, keyName) = (null, null);
        var refusal = MessageParts.TryCut(message, limits, out var parts);
        if (refusal != PayloadRefusal.None)
        {
            return refusal;
        }

        var length = Base64UrlPart.DecodedLength(parts.Header.Length);
        var decoded = length <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[length];
        decoded = decoded[..length];
        Base64UrlPart.TryDecode(parts.Header, decoded);
        using var json = StrictJson.Read(decoded, stackalloc JsonNode[64]);
        refusal = MessageHeader.TryRead(json, out var header);
        if (refusal != PayloadRefusal.None)
        {
            return refusal;
        }

        keyName = OperatorText.Clean(header.KeyId);
        return service is null || !header.Audience.TextEquals(service) ? PayloadRefusal.AudienceMismatch
            : !header.Type.TextEquals(type) ? PayloadRefusal.TypeMismatch
            : keys?.Find(header.KeyId.GetString()) is not { } key ? PayloadRefusal.KeyUnknown
            : !header.IsFor(key.Algorithm) ? PayloadRefusal.KeyMismatch
            : TryOpen(key, header, parts, out plaintext);
    }

    private static PayloadRefusal TryOpen(IDecryptionKey key, in MessageHeader header, in MessageParts parts, out byte[]? plaintext)
    {
        plaintext = null;
        if (!header.EphemeralKey.Exists)
        {
            return Decrypt(key, null, parts, out plaintext);
        }

        if (Base64UrlPart.DecodedLength(parts.Key.Length) != KeyWrap.WrappedBytes)
        {
            return PayloadRefusal.Malformed;
        }

        using var ephemeral = EphemeralKey.TryRead(header.EphemeralKey);
        return ephemeral is null ? PayloadRefusal.EphemeralKeyInvalid : Decrypt(key, ephemeral, parts, out plaintext);
    }

    private static PayloadRefusal Decrypt(IDecryptionKey own, ECDiffieHellman? ephemeral, in MessageParts parts, out byte[]? plaintext)
    {
        Span<byte> key = stackalloc byte[ContentCipher.KeyBytes];
        try
        {
            MessageKey.Open(own, ephemeral, Decode(parts.Key), key);
            var content = new byte[Base64UrlPart.DecodedLength(parts.Ciphertext.Length)];
            var authenticated = new byte[parts.Header.Length];
            Encoding.ASCII.GetBytes(parts.Header, authenticated);
            var opened = ContentCipher.TryDecrypt(key, Decode(parts.Nonce), Decode(parts.Ciphertext), Decode(parts.Tag), content, authenticated);
            plaintext = opened ? content : null;
            return opened ? PayloadRefusal.None : PayloadRefusal.NotAuthentic;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Decode(ReadOnlySpan<char> part)
    {
        var bytes = new byte[Base64UrlPart.DecodedLength(part.Length)];
        Base64UrlPart.TryDecode(part, bytes);
        return bytes;
    }
}
