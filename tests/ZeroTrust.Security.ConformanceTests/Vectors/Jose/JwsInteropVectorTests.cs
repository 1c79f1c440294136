using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Jose;

/// <summary>Tokens that three other implementations minted.</summary>
public sealed class JwsInteropVectorTests(ITestOutputHelper output)
{
    private const string File = "jws-interop/jws_interop_dev.json";

    [VectorFact]
    public void JoseLayer_EveryToken_VerifiesUnlessItsAlgorithmIsNotEnabled()
    {
        using var document = VectorFolder.Read(File);
        var tests = document.RootElement.GetProperty("tests").EnumerateArray().ToArray();
        var notEnabled = tests
            .Where(static test => test.GetProperty("keyName").GetString() is "key-0-ed25519" or "key-1-secp256k1")
            .ToDictionary(Id, static _ => Deviation.NotEnabled, StringComparer.Ordinal);
        Assert.Equal(32, notEnabled.Count);

        var run = new VectorRun(File, 75, output, notEnabled);
        foreach (var test in tests)
        {
            var token = test.GetProperty("token").GetString()!;
            var load = Load(document.RootElement.GetProperty("keys").GetProperty(test.GetProperty("keyName").GetString()!), token);
            var answer = run.Case(Id(test), token.Length, test.GetProperty("expect").GetString() == "verify", () => JoseLayer.Verify(token, load));
            if (!answer.Accepted && answer.Reason != nameof(TokenFailure.AlgorithmRefused))
            {
                run.Fault(Id(test), $"{answer}: every refusal here is for the algorithm");
            }
        }

        run.Finish();
    }

    // The keys have no kid and the tokens do: the key is published under the token's.
    private static KeyLoad Load(JsonElement key, string token)
    {
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))))!;
        var jwk = JsonNode.Parse(key.GetRawText())!.AsObject();
        jwk["kid"] = header["kid"]!.DeepClone();
        return KeySetDocument.ReadKey(jwk.ToJsonString(), [SignatureAlgorithm.PS256, SignatureAlgorithm.ES256, SignatureAlgorithm.ES384]);
    }

    private static string Id(JsonElement test) => test.GetProperty("path").GetString()!;
}
