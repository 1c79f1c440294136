using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Jose;

/// <summary>Wycheproof's key sets: weak, mixed, for another use.</summary>
public sealed class WycheproofJwkVectorTests(ITestOutputHelper output)
{
    private const string File = "wycheproof-jose/json_web_key_dev.json";

    // Valid in a local store of secrets; from an issuer's address any symmetric key is refused.
    private static readonly Dictionary<string, Deviation> Deviations =
        new(StringComparer.Ordinal) { ["tcId 13"] = Deviation.NotEnabled, ["tcId 15"] = Deviation.NotEnabled };

    [VectorFact]
    public void KeySetAndToken_EveryCase_IsRefusedAtLoadOrAtTheToken()
    {
        var run = new VectorRun(File, 13, output, Deviations);
        using var document = VectorFolder.Read(File);
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var keys = group.TryGetProperty("public", out var published) ? published : group.GetProperty("private");
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"tcId {test.GetProperty("tcId").GetInt32()}");
                var jws = test.GetProperty("jws").GetString()!;
                run.Case(id, jws.Length + keys.GetRawText().Length, test.GetProperty("result").GetString() == "valid", () => LoadAndVerify(keys, jws), mayThrow: true);
                CheckPrivate(run, id, group);
            }
        }

        run.Finish();
    }

    private static Answer LoadAndVerify(JsonElement keys, string jws)
    {
        var load = Read(keys);
        return load.Succeeded ? JoseLayer.Verify(jws, load) : KeySetDocument.AnswerOf(load);
    }

    // Every private or symmetric set is harmful when it comes from an issuer's address.
    private static void CheckPrivate(VectorRun run, string id, JsonElement group)
    {
        if (!Read(group.GetProperty("private")).Alarming)
        {
            run.Fault(id, "its private key set was not refused with an alarm");
        }
    }

    private static KeyLoad Read(JsonElement keys) => KeySetDocument.Read(Encoding.UTF8.GetBytes(keys.GetRawText()));
}
