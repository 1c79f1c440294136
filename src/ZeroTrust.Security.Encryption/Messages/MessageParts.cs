using ZeroTrust.Security.Tokens.Compact;

namespace ZeroTrust.Security.Encryption;

/// <summary>The five parts of a message in the compact form (RFC 7516 §7.1), cut without copying and checked to be canonical and of their lengths.</summary>
internal readonly ref struct MessageParts
{
    // An encrypted key of 8192 bits, the largest that is taken.
    private const int MaxKeyBytes = 1024;

    private MessageParts(ReadOnlySpan<char> message, scoped ReadOnlySpan<Range> parts)
    {
        Header = message[parts[0]];
        Key = message[parts[1]];
        Nonce = message[parts[2]];
        Ciphertext = message[parts[3]];
        Tag = message[parts[4]];
    }

    /// <summary>The encoded header: what is authenticated beside the content (RFC 7516 §5.1 step 14).</summary>
    public ReadOnlySpan<char> Header { get; }

    public ReadOnlySpan<char> Key { get; }

    public ReadOnlySpan<char> Nonce { get; }

    /// <summary>Empty for an empty content.</summary>
    public ReadOnlySpan<char> Ciphertext { get; }

    public ReadOnlySpan<char> Tag { get; }

    /// <summary>Cuts a message. Costs no more than a look at each character, and nothing for one that is too long.</summary>
    public static PayloadRefusal TryCut(ReadOnlySpan<char> message, PayloadLimits limits, out MessageParts parts)
    {
        parts = default;
        if (message.Length > LongestWith(limits))
        {
            return PayloadRefusal.TooLong;
        }

        // One more than there may be, so that a sixth part shows.
        Span<Range> ranges = stackalloc Range[6];
        if (message.Split(ranges, '.') != 5)
        {
            return PayloadRefusal.Malformed;
        }

        var cut = new MessageParts(message, ranges);
        if (Base64UrlPart.DecodedLength(cut.Header.Length) > limits.MaxHeaderBytes || Base64UrlPart.DecodedLength(cut.Ciphertext.Length) > limits.MaxPlaintextBytes)
        {
            return PayloadRefusal.TooLong;
        }

        if (!cut.IsWellFormed())
        {
            return PayloadRefusal.Malformed;
        }

        parts = cut;
        return PayloadRefusal.None;
    }

    private static long LongestWith(PayloadLimits limits) => 16 + ((limits.MaxHeaderBytes + (long)limits.MaxPlaintextBytes + MaxKeyBytes + 64) * 4 / 3);

    private bool IsWellFormed() =>
        !Header.IsEmpty && !Key.IsEmpty
        && Base64UrlPart.IsCanonical(Header)
        && Base64UrlPart.IsCanonical(Key) && Base64UrlPart.DecodedLength(Key.Length) <= MaxKeyBytes
        && Base64UrlPart.IsCanonical(Nonce) && Base64UrlPart.DecodedLength(Nonce.Length) == ContentCipher.NonceBytes
        && Base64UrlPart.IsCanonical(Ciphertext)
        && Base64UrlPart.IsCanonical(Tag) && Base64UrlPart.DecodedLength(Tag.Length) == ContentCipher.TagBytes;
}
