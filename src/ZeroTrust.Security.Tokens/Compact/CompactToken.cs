using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The three parts of a token in the compact form (RFC 7515 §7.1), cut without copying and checked to be canonical.</summary>
internal readonly ref struct CompactToken
{
    private CompactToken(ReadOnlySpan<char> token, int headerEnd, int payloadEnd)
    {
        Text = token;
        Header = token[..headerEnd];
        Payload = token[(headerEnd + 1)..payloadEnd];
        Signature = token[(payloadEnd + 1)..];
        SigningInput = token[..payloadEnd];
    }

    /// <summary>The whole token.</summary>
    public ReadOnlySpan<char> Text { get; }

    public ReadOnlySpan<char> Header { get; }

    /// <summary>May be empty: a signature can cover no bytes, a token cannot.</summary>
    public ReadOnlySpan<char> Payload { get; }

    public ReadOnlySpan<char> Signature { get; }

    /// <summary>Header, dot and payload: what the signature covers (RFC 7515 §5.1).</summary>
    public ReadOnlySpan<char> SigningInput { get; }

    /// <summary>Cuts a token. Costs no more than a look at each character, and nothing for a token that is too long.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TokenFailure TryCut(ReadOnlySpan<char> token, TokenLimits limits, out CompactToken parts)
    {
        parts = default;
        if (token.Length > limits.MaxTokenBytes)
        {
            return TokenFailure.TooLong;
        }

        var dots = token.Count('.');
        if (dots != 2)
        {
            return dots == 4 ? TokenFailure.Encrypted : TokenFailure.Malformed;
        }

        var cut = new CompactToken(token, token.IndexOf('.'), token.LastIndexOf('.'));
        if (Base64UrlPart.DecodedLength(cut.Header.Length) > limits.MaxHeaderBytes)
        {
            return TokenFailure.TooLong;
        }

        if (cut.Header.IsEmpty || cut.Signature.IsEmpty
            || !Base64UrlPart.IsCanonical(cut.Header) || !Base64UrlPart.IsCanonical(cut.Payload) || !Base64UrlPart.IsCanonical(cut.Signature))
        {
            return TokenFailure.Malformed;
        }

        parts = cut;
        return TokenFailure.None;
    }
}
