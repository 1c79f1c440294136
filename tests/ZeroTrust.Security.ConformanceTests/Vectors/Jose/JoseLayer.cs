using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Jose;

/// <summary>Asks the layer below the claims: is the signature over this payload, whatever it is, by one of these keys.</summary>
internal static class JoseLayer
{
    private static readonly TokenLimits Limits = new(8192, 1024);

    // For tokens whose key no issuer could publish: what they meet is the rule for algorithms, not an empty key set.
    private static readonly KeySetKey[] Stranger =
        [KeySetDocument.ReadKey(FakeSigningKey.Create("ES256", "stranger").PublicJwk().ToJsonString()).Keys![0].Key];

    /// <summary>Verifies with the keys of a load; where it brought none, with a key that the token is not signed with.</summary>
    public static Answer Verify(string jws, KeyLoad load, out byte[]? payload)
    {
        KeySetKey[] keys = load.Succeeded ? [.. load.Keys.Select(static key => key.Key)] : Stranger;
        return Answer.From(CompactSignature.Verify(jws, new IssuerKeySet(keys), KeySetDocument.AllAlgorithms, Limits, out payload));
    }

    /// <inheritdoc cref="Verify(string, KeyLoad, out byte[])"/>
    public static Answer Verify(string jws, KeyLoad load) => Verify(jws, load, out _);
}
