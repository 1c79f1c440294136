using System.Text;
using Xunit.Abstractions;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Vectors.KeySets;

/// <summary>Odd key sets that other libraries keep as test data, read as if an issuer had sent them.</summary>
public sealed class KeySetVectorTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Deviation> Deviations = new(StringComparer.Ordinal)
    {
        ["pyjwt/jwk_okp_pub_Ed25519"] = Deviation.NotEnabled,
        ["firebase/ed25519-jwkset"] = Deviation.NotEnabled,
    };

    [VectorFact]
    public void KeySetReader_EveryDocument_KeepsUsableKeysAndRefusesHarmfulDocuments()
    {
        var run = new VectorRun("key-sets/key_sets.json", 21, output, Deviations);
        using var document = VectorFolder.Read("key-sets/key_sets.json");
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var name = vector.GetProperty("name").GetString()!;
            var expect = vector.GetProperty("expect").GetString()!;
            var body = vector.GetProperty("base64").GetBytesFromBase64();
            KeyLoad load = null!;
            var label = expect.StartsWith("parses", StringComparison.Ordinal) || expect.StartsWith("load:", StringComparison.Ordinal);
            run.Case(name, body.Length, label, () => KeySetDocument.AnswerOf(load = KeySetDocument.Read(AsKeySet(body))), mayThrow: true);

            if (load.Alarming != expect.StartsWith("refuse from a remote", StringComparison.Ordinal))
            {
                run.Fault(name, $"alarming: {load.Alarming}, and the file says: {expect}");
            }

            CheckKeys(run, name, expect, load);
        }

        run.Finish();
    }

    [VectorFact]
    public void KeySetReader_ABareKey_IsNoKeySet()
    {
        using var document = VectorFolder.Read("key-sets/key_sets.json");
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var body = vector.GetProperty("base64").GetBytesFromBase64();
            if (!IsKeySet(body))
            {
                Assert.False(KeySetDocument.Read(body).Succeeded, vector.GetProperty("name").GetString());
            }
        }
    }

    private static void CheckKeys(VectorRun run, string name, string expect, KeyLoad load)
    {
        var (keys, skipped) = name switch
        {
            "firebase/ec-jwkset" => (3, 1),
            "firebase/rsa-jwkset" => (2, 0),
            _ when expect.StartsWith("load:", StringComparison.Ordinal) => (1, 1),
            _ => (1, 0),
        };
        if (load.Succeeded && (load.Keys.Count != keys || load.Skipped.Count != skipped))
        {
            run.Fault(name, $"{load.Keys.Count} keys and {load.Skipped.Count} skipped, expected {keys} and {skipped}");
        }
    }

    // Sixteen of the documents are one key without a set around it; the rules are those of the key.
    private static byte[] AsKeySet(byte[] body) => body.Length == 0 || IsKeySet(body) ? body : [.. "{\"keys\":["u8, .. body, .. "]}"u8];

    private static bool IsKeySet(byte[] body) => Encoding.UTF8.GetString(body).Contains("\"keys\"", StringComparison.Ordinal);
}
