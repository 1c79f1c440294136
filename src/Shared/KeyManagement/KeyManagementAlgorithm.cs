namespace ZeroTrust.Security.KeyManagement;

/// <summary>The two ways in which the key of a message reaches its recipient (RFC 7518 §4.1). There is none for a password, for RSA1_5 or for a shared key.</summary>
internal static class KeyManagementAlgorithm
{
    /// <summary>ECDH with an ephemeral key and AES-256 key wrap (RFC 7518 §4.6), on P-256.</summary>
    public const string EcdhEs = "ECDH-ES+A256KW";

    /// <summary>RSAES-OAEP with SHA-256 and MGF1 with SHA-256 (RFC 7518 §4.3).</summary>
    public const string RsaOaep = "RSA-OAEP-256";

    /// <summary>The one curve (RFC 7518 §6.2.1.1).</summary>
    public const string Curve = "P-256";

    /// <summary>The length of a coordinate on it.</summary>
    public const int CoordinateBytes = 32;
}
