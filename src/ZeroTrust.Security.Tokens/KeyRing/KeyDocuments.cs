using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Writes what a service publishes of its ring: the JWK Set (RFC 7517 §5) and the discovery document that names it (RFC 8414 §2). Public members only.</summary>
internal static class KeyDocuments
{
    private const string KeySetPath = "/.well-known/jwks.json";
    private const int TagBytes = 16;

    public static ServiceKeyDocuments Write(IReadOnlyList<OpenedKey> keys, KeyRingSettings settings) => new(
        Document($$"""{"keys":[{{string.Join(',', keys.Where(key => IsPublished(key, settings)).Select(Jwk))}}]}"""),
        Document(Discovery(keys, settings.Issuer)),
        settings.KeyCacheTime);

    // Of the keys that open, the one to encrypt to now: the next is not held by every process yet, and the last is not to be used any more.
    private static bool IsPublished(OpenedKey key, KeyRingSettings settings) =>
        !key.Stored.Algorithm.IsForEncryption || (key.Stored.State == RingKeyState.Active && settings.Encryption is not null);

    private static string Jwk(OpenedKey key) =>
        $$"""{{key.PublicPart[..^1]}},"kid":"{{key.Stored.KeyId}}","alg":"{{key.Stored.Algorithm}}","use":"{{key.Stored.Algorithm.Use}}"}""";

    private static string Discovery(IReadOnlyList<OpenedKey> keys, string issuer)
    {
        var algorithms = string.Join(',', keys.Where(static key => !key.Stored.Algorithm.IsForEncryption).Select(static key => $"\"{key.Stored.Algorithm}\"").Distinct(StringComparer.Ordinal));
        return $$"""
            {"issuer":"{{JavaScriptEncoder.Default.Encode(issuer)}}","jwks_uri":"{{JavaScriptEncoder.Default.Encode(issuer.TrimEnd('/') + KeySetPath)}}","response_types_supported":[],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":[{{algorithms}}]}
            """;
    }

    private static PublishedDocument Document(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return new(content, $"\"{Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, TagBytes))}\"");
    }
}
