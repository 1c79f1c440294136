using System.Diagnostics.CodeAnalysis;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Reads an issuer's discovery document (OpenID Connect Discovery 1.0 §4.3, RFC 8414 §3.3). Pure.</summary>
internal static class DiscoveryReader
{
    /// <summary>Reads where the keys are.</summary>
    /// <param name="document">The document.</param>
    /// <param name="identifier">The <c>iss</c> trusted, which the document must repeat exactly.</param>
    /// <param name="keyAddress">The value of <c>jwks_uri</c>, not yet checked.</param>
    /// <param name="problem">Why the document is not taken.</param>
    public static bool TryRead(ReadOnlySpan<byte> document, string identifier, [NotNullWhen(true)] out string? keyAddress, [NotNullWhen(false)] out string? problem)
    {
        keyAddress = null;
        using var json = StrictJson.Read(document, stackalloc JsonNode[128]);
        if (!json.IsObject)
        {
            problem = json.Fault == JsonFault.None ? "The discovery document is not a JSON object." : $"The discovery document is not strict JSON ({json.Fault}).";
            return false;
        }

        var issuer = json.Root.Find("issuer"u8);
        if (!issuer.IsText || !string.Equals(issuer.GetString(), identifier, StringComparison.Ordinal))
        {
            problem = $"The discovery document is of issuer \"{OperatorText.Clean(issuer)}\", not of \"{identifier}\". They must be equal to the letter, a slash at the end included.";
            return false;
        }

        var address = json.Root.Find("jwks_uri"u8);
        problem = address.IsText ? null : "The discovery document has no jwks_uri.";
        keyAddress = address.IsText ? address.GetString() : null;
        return problem is null;
    }
}
