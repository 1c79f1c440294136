using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Reads the keys to encrypt to out of a JWK Set. Only those that say so, and say with which algorithm: a key that may be one to verify with is
/// not encrypted to (RFC 7517 §4.2, §4.4).
/// </summary>
internal sealed class EncryptionKeySetReader(TimeProvider time) : KeySetReader([], time)
{
    // What the owner of a key may do with it (RFC 7517 §4.3): one of them where any is named.
    private static readonly byte[][] Operations = ["deriveKey"u8.ToArray(), "deriveBits"u8.ToArray(), "encrypt"u8.ToArray(), "wrapKey"u8.ToArray()];

    protected override string? FindPurposeFault(JsonValue jwk)
    {
        if (!jwk.Find("use"u8).TextEquals("enc"u8))
        {
            return "its use is not enc";
        }

        var operations = jwk.Find("key_ops"u8);
        return operations.Exists && !NamesEncryption(operations) ? "its key_ops name no encryption" : null;
    }

    protected override KeySetKey? Create(JsonValue jwk, string? keyId, PublicJwk parameters, out string algorithm, out string? reason)
    {
        var isRsa = parameters.Curve is null;
        algorithm = isRsa ? KeyManagementAlgorithm.RsaOaep : KeyManagementAlgorithm.EcdhEs;
        reason = keyId is null ? "it has no kid"
            : !jwk.Find("alg"u8).TextEquals(algorithm) ? $"its alg is not {algorithm}"
            : parameters.Curve is { } curve && curve.Name != KeyManagementAlgorithm.Curve ? $"its crv is not {KeyManagementAlgorithm.Curve}"
            : FindWeakness(parameters, isRsa);
        return reason is null ? new SealingKey(new(keyId!, algorithm, parameters.ExportSubjectPublicKeyInfo())) : null;
    }

    private static bool NamesEncryption(JsonValue operations)
    {
        foreach (var operation in Operations)
        {
            if (KeyPurpose.Names(operations, operation))
            {
                return true;
            }
        }

        return false;
    }

    // The same that makes a key too weak, or no key, to verify with.
    private static string? FindWeakness(PublicJwk parameters, bool isRsa) =>
        parameters.TryCreate(null, isRsa ? SignatureAlgorithm.PS256 : SignatureAlgorithm.ES256, out var refusal) is null ? $"it is refused ({refusal})" : null;
}
