using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// What refuses a key set whole: it shows that the issuer's keys are out of its hands, or that two readers of the set would not
/// agree on which key a token names.
/// </summary>
internal static class KeySetRule
{
    // RFC 7518 §6.2.2, §6.3.2, §6.4; "priv" is the private part of the key type AKP.
    private static readonly byte[][] PrivateMembers =
        ["d"u8.ToArray(), "p"u8.ToArray(), "q"u8.ToArray(), "dp"u8.ToArray(), "dq"u8.ToArray(), "qi"u8.ToArray(), "oth"u8.ToArray(), "k"u8.ToArray(), "priv"u8.ToArray()];

    /// <summary>Why the set is refused; null when it is not.</summary>
    public static string? FindHarm(JsonValue keys)
    {
        var count = 0;
        var keyIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var jwk in keys.Elements)
        {
            if (++count > KeySetReader.MaxKeys)
            {
                return $"The key set has more than {KeySetReader.MaxKeys} keys.";
            }

            var keyId = jwk.Find("kid"u8);
            if (FindPrivate(jwk) is { } harm)
            {
                return $"Key {KeySetReader.NameOf(jwk)} of the key set {harm}.";
            }

            if (keyId.IsText && !keyIds.Add(keyId.GetString()))
            {
                return $"The key set has two keys with the kid {KeySetReader.NameOf(jwk)}.";
            }
        }

        return null;
    }

    private static string? FindPrivate(JsonValue jwk)
    {
        if (jwk.Find("kty"u8).TextEquals("oct"u8))
        {
            return "is symmetric: whoever reads it can sign with it";
        }

        foreach (var name in PrivateMembers)
        {
            if (jwk.Find(name).Exists)
            {
                return "has private parts: whoever reads it can sign with it";
            }
        }

        return null;
    }
}
