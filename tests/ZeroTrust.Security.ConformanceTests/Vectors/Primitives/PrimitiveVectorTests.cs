using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Primitives;

/// <summary>Wycheproof's signature cases against the keys that verify tokens, without a token around them.</summary>
public sealed class PrimitiveVectorTests(ITestOutputHelper output)
{
    private const int Offered = 2582;
    private const int NotOffered = 1075;
    private const int All = 3657;

    // Refused when the key is loaded: its exponent is 3, and 65537 is the least (A10; RFC 8725 §3.5, NIST SP 800-56B).
    private static readonly Deviation SmallExponent = new(false, "the key's public exponent is 3; the key is refused when it is loaded");

    private static readonly (string File, string Algorithm, int Cases, string[] SmallExponents)[] Signatures =
    [
        ("ecdsa_secp256r1_sha256_p1363_test", "ES256", 262, []),
        ("ecdsa_secp384r1_sha384_p1363_test", "ES384", 280, []),
        ("ecdsa_secp521r1_sha512_p1363_test", "ES512", 318, []),
        ("rsa_signature_2048_sha256_test", "RS256", 259, ["tcId 258", "tcId 259"]),
        ("rsa_signature_2048_sha384_test", "RS384", 258, []),
        ("rsa_signature_2048_sha512_test", "RS512", 259, ["tcId 259"]),
        ("rsa_signature_3072_sha256_test", "RS256", 259, ["tcId 259"]),
        ("rsa_signature_4096_sha512_test", "RS512", 259, []),
        ("rsa_pss_2048_sha256_mgf1_32_test", "PS256", 108, []),
        ("rsa_pss_2048_sha384_mgf1_48_test", "PS384", 141, []),
        ("rsa_pss_4096_sha512_mgf1_64_test", "PS512", 179, []),
    ];

    private static readonly (string File, int Cases, string Why)[] Others =
    [
        ("hmac_sha256_test", 174, "no HMAC from an issuer"),
        ("hmac_sha384_test", 174, "no HMAC from an issuer"),
        ("hmac_sha512_test", 174, "no HMAC from an issuer"),
        ("hkdf_sha256_test", 86, "no key derivation"),
        ("ed25519_test", 151, "EdDSA is not offered"),
        ("aes_gcm_test", 316, "nothing is encrypted"),
    ];

    [VectorFact]
    public void Verify_EcdsaFiles_FollowsEveryLabel() => RunAll("ES");

    [VectorFact]
    public void Verify_Pkcs1Files_FollowsEveryLabelAndRejectsMissingNull() => RunAll("RS");

    [VectorFact]
    public void Verify_PssFiles_FollowsEveryLabel() => RunAll("PS");

    [VectorFact]
    public void Files_OfferedAndNot_AddUpToAllCases()
    {
        foreach (var (file, cases, why) in Others)
        {
            using var document = VectorFolder.Read($"wycheproof-primitives/{file}.json");
            Assert.Equal(cases, document.RootElement.GetProperty("testGroups").EnumerateArray().Sum(static group => group.GetProperty("tests").GetArrayLength()));
            VectorSummary.AddNotOffered($"wycheproof-primitives/{file}.json", cases, $"not offered: {why}", output);
        }

        Assert.Equal(Offered, Signatures.Sum(static file => file.Cases));
        Assert.Equal(NotOffered, Others.Sum(static file => file.Cases));
        Assert.Equal(All, Offered + NotOffered);
        Assert.Equal(
            Signatures.Select(static file => file.File).Concat(Others.Select(static file => file.File)).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(VectorFolder.Path!, "wycheproof-primitives"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    private void RunAll(string family)
    {
        foreach (var (file, algorithm, cases, smallExponents) in Signatures.Where(entry => entry.Algorithm.StartsWith(family, StringComparison.Ordinal)))
        {
            RunFile(file, Enum.Parse<SignatureAlgorithm>(algorithm), cases, smallExponents.ToDictionary(static id => id, static _ => SmallExponent, StringComparer.Ordinal));
        }
    }

    private void RunFile(string file, SignatureAlgorithm algorithm, int cases, Dictionary<string, Deviation> deviations)
    {
        var run = new VectorRun($"wycheproof-primitives/{file}.json", cases, output, deviations);
        using var document = VectorFolder.Read($"wycheproof-primitives/{file}.json");
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var key = PrimitiveKey.Load(group, algorithm, out var refusal);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"tcId {test.GetProperty("tcId").GetInt32()}");
                var message = Convert.FromHexString(test.GetProperty("msg").GetString()!);
                var signature = Convert.FromHexString(test.GetProperty("sig").GetString()!);

                // "acceptable" is MissingNull, which is rejected: nothing written says why accepting it would be safe.
                var label = test.GetProperty("result").GetString() == "valid";
                run.Case(id, message.Length + signature.Length, label, () =>
                    key is null ? Answer.Reject($"key refused: {refusal}")
                    : key.Verify(message, signature) ? Answer.Accept
                    : Answer.Reject("signature"));
            }
        }

        run.Finish();
    }
}
