using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// An access token says that it is one: <c>at+jwt</c> (RFC 9068 §2.1, RFC 8725 §3.11). Where the issuer's settings allow the types from
/// before that, the claims must show that it is no other kind of token.
/// </summary>
internal static class TypeRule
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TokenFailure Check(in JoseHeader header, in TokenClaims claims, IssuerProfile issuer)
    {
        if (MediaType.IsAccessToken(header.Type))
        {
            return TokenFailure.None;
        }

        if (!issuer.AllowLegacyTokenType || (header.Type.Exists && !MediaType.IsLegacy(header.Type)))
        {
            return TokenFailure.TypeRefused;
        }

        return IdTokenMarksRule.Check(claims, issuer);
    }
}
