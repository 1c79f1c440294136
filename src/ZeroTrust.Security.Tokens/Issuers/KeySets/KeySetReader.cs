using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Reads a JWK Set (RFC 7517 §5) of any origin. What is unknown but well formed is passed over; what should never be in a public
/// set, or makes a <c>kid</c> ambiguous, refuses the whole; and a set without a usable key is no set. Pure but for the clock. Here a usable
/// key is one that verifies; for others <see cref="EncryptionKeySetReader"/> says which.
/// </summary>
/// <param name="algorithms">The issuer's algorithms; the first RSA one is that of an RSA key that declares none.</param>
/// <param name="time">The clock, for certificates and keys that end.</param>
internal class KeySetReader(IReadOnlyList<SignatureAlgorithm> algorithms, TimeProvider time)
{
    /// <summary>The largest document read.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <summary>The most keys in one document.</summary>
    public const int MaxKeys = 100;

    private const int MaxKeyIdChars = 256;

    /// <summary>Reads a document whole.</summary>
    public KeyLoad Read(ReadOnlySpan<byte> document)
    {
        if (document.Length > MaxBytes)
        {
            return KeyLoad.Failed($"The key set is larger than {MaxBytes} bytes.");
        }

        using var json = StrictJson.Read(document, stackalloc JsonNode[128]);
        if (!json.IsObject)
        {
            return KeyLoad.Failed(json.Fault == JsonFault.None ? "The key set is not a JSON object." : $"The key set is not strict JSON ({json.Fault}).");
        }

        var keys = json.Root.Find("keys"u8);
        if (keys.Kind != JsonKind.Array)
        {
            return KeyLoad.Failed("The document has no array of keys (RFC 7517 §5.1).");
        }

        return KeySetRule.FindHarm(keys) is { } harm ? KeyLoad.Refused(harm) : ReadKeys(keys);
    }

    /// <summary>The <c>kid</c> of a JWK for the operator, cleaned and cut.</summary>
    public static string NameOf(JsonValue jwk) => OperatorText.Clean(jwk.Find("kid"u8)) ?? "(none)";

    private KeyLoad ReadKeys(JsonValue keys)
    {
        var usable = new List<PublishedKey>();
        var skipped = new List<SkippedKey>();
        foreach (var jwk in keys.Elements)
        {
            if (ReadKey(jwk, out var reason) is { } key)
            {
                usable.Add(key);
            }
            else
            {
                skipped.Add(new(NameOf(jwk), reason!));
            }
        }

        return usable.Count > 0
            ? KeyLoad.Loaded(usable, skipped)
            : KeyLoad.Failed(skipped.Count == 0 ? "The key set is empty." : $"None of {skipped.Count} keys can be used; of the first, {skipped[0].Reason}.");
    }

    private PublishedKey? ReadKey(JsonValue jwk, out string? reason)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? documentEnd = null, certificateEnd = null;
        if (!TryReadKeyId(jwk, out var keyId))
        {
            reason = "its kid is malformed";
            return null;
        }

        if (!PublicJwk.TryRead(jwk, out var parameters, out reason))
        {
            return null;
        }

        reason = FindPurposeFault(jwk)
            ?? KeyLifetime.FindFault(jwk, now, out documentEnd)
            ?? KeyCertificate.FindFault(jwk, parameters, now, out certificateEnd);
        return reason is null && Create(jwk, keyId, parameters, out var algorithm, out reason) is { } key
            ? new(key, $"{algorithm} {parameters.Thumbprint} {keyId}", NameOf(jwk), Earlier(documentEnd, certificateEnd))
            : null;
    }

    /// <summary>Why a key is not published for what it would be used for here; null when it is.</summary>
    protected virtual string? FindPurposeFault(JsonValue jwk) => KeyPurpose.FindFault(jwk);

    /// <summary>Makes the key; null with a reason when it is not usable.</summary>
    protected virtual KeySetKey? Create(JsonValue jwk, string? keyId, PublicJwk parameters, out string algorithm, out string? reason)
    {
        algorithm = "";
        if (!TryChooseAlgorithm(jwk.Find("alg"u8), parameters, out var chosen, out reason))
        {
            return null;
        }

        algorithm = chosen.ToString();
        var key = parameters.TryCreate(keyId, chosen, out var refusal);
        reason = key is null ? $"it is refused ({refusal})" : null;
        return key;
    }

    private static bool TryReadKeyId(JsonValue jwk, out string? keyId)
    {
        var member = jwk.Find("kid"u8);
        keyId = member.IsText ? member.GetString() : null;
        return !member.Exists || keyId is { Length: > 0 and <= MaxKeyIdChars };
    }

    // A key without alg still gets exactly one: whether a token's header fits is never left to the token (RFC 8725 §3.1).
    private bool TryChooseAlgorithm(JsonValue declared, PublicJwk key, out SignatureAlgorithm algorithm, out string? reason)
    {
        reason = null;
        if (declared.Exists)
        {
            if (SignatureAlgorithms.TryParse(declared, out algorithm) && algorithms.Contains(algorithm))
            {
                return true;
            }

            reason = "its alg is not among the issuer's algorithms";
            return false;
        }

        foreach (var allowed in algorithms)
        {
            if (key.Curve is null ? allowed.IsRsa() : allowed == key.Curve.Algorithm)
            {
                algorithm = allowed;
                return true;
            }
        }

        algorithm = default;
        reason = "no algorithm for its kind of key is among the issuer's";
        return false;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
