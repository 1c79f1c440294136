using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Encryption;

/// <summary>
/// The header of a message (RFC 7516 §4). It has the parameters of a message of ours, each once, and no other: so there is no <c>zip</c>,
/// <c>crit</c>, <c>jwk</c>, <c>p2c</c>, <c>apu</c> or address of a key to get wrong.
/// </summary>
internal readonly ref struct MessageHeader
{
    /// <summary>The longest <c>kid</c> taken, as UTF-8.</summary>
    public const int MaxKeyIdBytes = 256;

    private MessageHeader(JsonValue header)
    {
        Algorithm = header.Find("alg"u8);
        ContentAlgorithm = header.Find("enc"u8);
        KeyId = header.Find("kid"u8);
        Type = header.Find("typ"u8);
        Audience = header.Find("aud"u8);
        EphemeralKey = header.Find("epk"u8);
    }

    public JsonValue Algorithm { get; }

    public JsonValue ContentAlgorithm { get; }

    /// <summary>Of 1 to <see cref="MaxKeyIdBytes"/> bytes. Opaque: compared ordinally, and nothing else.</summary>
    public JsonValue KeyId { get; }

    public JsonValue Type { get; }

    /// <summary>One name (RFC 7519 §5.3).</summary>
    public JsonValue Audience { get; }

    /// <summary>An object exactly when the algorithm is that of ephemeral keys.</summary>
    public JsonValue EphemeralKey { get; }

    /// <summary>Reads a header: first of all what it is encrypted with, so that a foreign message costs nothing more.</summary>
    public static PayloadRefusal TryRead(in StrictJson json, out MessageHeader header)
    {
        header = default;
        if (!json.IsObject)
        {
            return PayloadRefusal.HeaderInvalid;
        }

        var read = new MessageHeader(json.Root);
        if (!read.IsOfOurAlgorithms())
        {
            return PayloadRefusal.AlgorithmForeign;
        }

        if (!read.HasOurParameters() || HasOthers(json.Root))
        {
            return PayloadRefusal.HeaderInvalid;
        }

        header = read;
        return PayloadRefusal.None;
    }

    /// <summary>Whether a key of this algorithm opens the message.</summary>
    public bool IsFor(string algorithm) => Algorithm.TextEquals(algorithm);

    private bool IsOfOurAlgorithms() =>
        (IsFor(KeyManagementAlgorithm.EcdhEs) || IsFor(KeyManagementAlgorithm.RsaOaep)) && ContentAlgorithm.TextEquals(ContentCipher.Name);

    private bool HasOurParameters() =>
        KeyId.Utf8Length is >= 1 and <= MaxKeyIdBytes
        && Type.IsText
        && Audience.IsText
        && (IsFor(KeyManagementAlgorithm.EcdhEs) ? EphemeralKey.Kind == JsonKind.Object : !EphemeralKey.Exists);

    private static bool HasOthers(JsonValue header)
    {
        foreach (var member in header.Members)
        {
            var name = member.Name;
            if (!(name.TextEquals("alg"u8) || name.TextEquals("enc"u8) || name.TextEquals("kid"u8)
                || name.TextEquals("typ"u8) || name.TextEquals("aud"u8) || name.TextEquals("epk"u8)))
            {
                return true;
            }
        }

        return false;
    }
}
