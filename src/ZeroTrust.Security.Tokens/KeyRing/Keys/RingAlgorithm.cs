using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>The one algorithm of a key of the ring, and so what the key is for: it signs, or it opens what others encrypt, and never both (RFC 7517 §4.2). Immutable.</summary>
/// <param name="Name">The value of <c>alg</c>.</param>
/// <param name="Signature">What it signs with; null for a key that opens.</param>
/// <param name="Curve">Its curve; null for an RSA key.</param>
internal sealed record RingAlgorithm(string Name, SignatureAlgorithm? Signature, EllipticCurve? Curve)
{
    private static readonly RingAlgorithm[] All =
    [
        .. Enum.GetValues<SignatureAlgorithm>().Select(static algorithm =>
            new RingAlgorithm(algorithm.ToString(), algorithm, algorithm.IsRsa() ? null : PrivateKey.CurveOf(algorithm))),
        new(KeyManagementAlgorithm.EcdhEs, null, EllipticCurve.Find(KeyManagementAlgorithm.Curve)),
        new(KeyManagementAlgorithm.RsaOaep, null, null),
    ];

    /// <summary>The names of those that open.</summary>
    public static IEnumerable<string> ForEncryption => All.Where(static algorithm => algorithm.IsForEncryption).Select(static algorithm => algorithm.Name);

    public bool IsForEncryption => Signature is null;

    /// <summary>The value of <c>use</c> where the key is published.</summary>
    public string Use => IsForEncryption ? "enc" : "sig";

    public static RingAlgorithm Of(SignatureAlgorithm algorithm) => Array.Find(All, one => one.Signature == algorithm)!;

    public static RingAlgorithm? Find(string name) => Array.Find(All, one => string.Equals(one.Name, name, StringComparison.Ordinal));

    public static RingAlgorithm? Find(JsonValue name) => name.IsText ? Find(name.GetString()) : null;

    public override string ToString() => Name;
}
