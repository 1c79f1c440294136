using ZeroTrust.Security.Tokens.Compact;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// A token bound to a key (<c>cnf</c>, RFC 7800 §3) is worth nothing without a proof of that key. The thumbprint of a certificate is the
/// one binding that can be checked (RFC 8705 §3.1); any other value is refused, and an empty one is no leave to ignore it.
/// </summary>
internal static class BindingRule
{
    // 32 bytes in base64url.
    private const int ThumbprintCharacters = 43;

    public static TokenFailure Check(in TokenClaims claims, TokenProof proof, out TokenProof binding)
    {
        binding = default;
        return !claims.Has(RegisteredClaim.Confirmation) || (TryRead(claims, out binding) && proof.Satisfies(binding))
            ? TokenFailure.None
            : TokenFailure.BindingUnproven;
    }

    private static bool TryRead(in TokenClaims claims, out TokenProof binding)
    {
        binding = default;
        var members = claims[RegisteredClaim.Confirmation].Members;
        if (!members.MoveNext() || !members.Current.Name.TextEquals("x5t#S256"u8))
        {
            return false;
        }

        Span<char> text = stackalloc char[ThumbprintCharacters];
        Span<byte> thumbprint = stackalloc byte[TokenProof.ThumbprintBytes];
        var value = members.Current.Value;
        if (members.MoveNext()
            || !value.TryCopyTo(text, out var length)
            || length != ThumbprintCharacters
            || !Base64UrlPart.IsCanonical(text)
            || !Base64UrlPart.TryDecode(text, thumbprint))
        {
            return false;
        }

        binding = TokenProof.FromThumbprint(thumbprint);
        return true;
    }
}
