using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The header's <c>alg</c> must be one of those allowed, by its exact name (RFC 8725 §3.1). There is no <c>none</c> and no HMAC to allow.</summary>
internal static class AlgorithmRule
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TokenFailure Check(in JoseHeader header, IReadOnlyList<SignatureAlgorithm> allowed, out SignatureAlgorithm algorithm)
    {
        if (SignatureAlgorithms.TryParse(header.Algorithm, out algorithm))
        {
            for (var i = 0; i < allowed.Count; i++)
            {
                if (allowed[i] == algorithm)
                {
                    return TokenFailure.None;
                }
            }
        }

        return TokenFailure.AlgorithmRefused;
    }
}
