using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// The JOSE layer alone (RFC 7515 §5.2): verifies a compact JWS over any payload, by the same steps as a token but without its claims.
/// </summary>
internal static class CompactSignature
{
    /// <summary>Verifies a compact JWS.</summary>
    /// <param name="jws">The text.</param>
    /// <param name="keys">The keys to trust.</param>
    /// <param name="allowed">The algorithms to take.</param>
    /// <param name="limits">The sizes to take.</param>
    /// <param name="payload">The verified payload, which may be empty; null when refused.</param>
    public static TokenFailure Verify(
        ReadOnlySpan<char> jws, IssuerKeySet keys, IReadOnlyList<SignatureAlgorithm> allowed, TokenLimits limits, out byte[]? payload)
    {
        payload = null;
        var failure = CompactToken.TryCut(jws, limits, out var parts);
        if (failure != TokenFailure.None)
        {
            return failure;
        }

        using var token = CompactBytes.Decode(parts, stackalloc byte[1024]);
        using var json = StrictJson.Read(token.Header, stackalloc JsonNode[32]);
        _ = (failure = JoseHeader.TryRead(json, out var header)) == TokenFailure.None
            && (failure = AlgorithmRule.Check(header, allowed, out var algorithm)) == TokenFailure.None
            && (failure = KeyRule.Check(header, algorithm, keys, token)) == TokenFailure.None;

        payload = failure == TokenFailure.None ? token.Payload.ToArray() : null;
        return failure;
    }
}
