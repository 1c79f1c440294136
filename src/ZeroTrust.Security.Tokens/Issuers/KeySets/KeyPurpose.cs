using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Whether a JWK is published to verify signatures (RFC 7517 §4.2, §4.3).</summary>
internal static class KeyPurpose
{
    /// <summary>Why the key must not be used; null when it may.</summary>
    public static string? FindFault(JsonValue jwk)
    {
        var use = jwk.Find("use"u8);
        if (use.Exists && !use.TextEquals("sig"u8))
        {
            return "its use is not sig";
        }

        var operations = jwk.Find("key_ops"u8);
        return operations.Exists && !Names(operations, "verify"u8) ? "its key_ops lack verify" : null;
    }

    /// <summary>Whether an array names an operation.</summary>
    public static bool Names(JsonValue operations, ReadOnlySpan<byte> sought)
    {
        foreach (var operation in operations.Elements)
        {
            if (operation.TextEquals(sought))
            {
                return true;
            }
        }

        return false;
    }
}
