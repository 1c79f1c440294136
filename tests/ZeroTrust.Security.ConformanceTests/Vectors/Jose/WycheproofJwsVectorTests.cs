using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Jose;

/// <summary>Wycheproof's compact signatures, with the deviations that the vectors themselves list.</summary>
public sealed class WycheproofJwsVectorTests(ITestOutputHelper output)
{
    private const string File = "wycheproof-jose/json_web_signature_test.json";
    private const int Listed = 401;

    // Valid HS256: no issuer's token is verified with a shared secret here.
    private static readonly int[] NotEnabled = [1, 348, 352, 357, 358, 359, 376, 377];

    // The vectors' list says to accept these two, which are HS256 as well: refused, as the upstream label has it.
    private static readonly int[] OverridesOfHmac = [367, 370];

    [VectorFact]
    public void JoseLayer_EveryJws_FollowsTheLabelAndTheListedOverrides()
    {
        using var overrides = VectorFolder.Read("wycheproof-jose/strict-overrides.json");
        var run = new VectorRun(File, Listed, output, Deviations(overrides));
        using var document = VectorFolder.Read(File);
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var load = Load(group);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var jws = Text(test);
                var id = Id(test.GetProperty("tcId").GetInt32());
                var answer = run.Case(id, jws.Length, test.GetProperty("result").GetString() == "valid", () => JoseLayer.Verify(jws, load));
                CheckHmac(run, id, group, load, answer);
            }
        }

        run.Finish();
    }

    [VectorFact]
    public void Validator_EveryJws_IsRefusedBecauseNoPayloadIsAnObject()
    {
        var run = new VectorRun($"{File} (as a token)", Listed, output);
        using var document = VectorFolder.Read(File);
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var load = Load(group);
            var keys = new IssuerKeySet([.. load.Keys?.Select(static key => key.Key) ?? []]);
            var validator = VectorTrust.MakeValidator(VectorTrust.Profile, new StaticIssuerKeys(keys));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var jws = Text(test);
                var id = Id(test.GetProperty("tcId").GetInt32());
                var answer = run.Case(id, jws.Length, label: false, () => Answer.From(validator.Validate(jws).Failure));
                if (JoseLayer.Verify(jws, load).Accepted && answer.Reason is not (nameof(TokenFailure.PayloadInvalid) or nameof(TokenFailure.Malformed)))
                {
                    run.Fault(id, $"{answer}, though nothing but its payload is amiss");
                }
            }
        }

        run.Finish();
    }

    [VectorFact]
    public void JoseLayer_OverridesOfValidMathematics_VerifyOnceTheKeyNamesNoOtherAlgorithm()
    {
        using var overrides = VectorFolder.Read("wycheproof-jose/strict-overrides.json");
        using var document = VectorFolder.Read(File);
        var mathematical = overrides.RootElement.GetProperty("overrides").EnumerateArray()
            .Where(static each => each.TryGetProperty("mathValid", out var valid) && valid.GetBoolean())
            .Select(static each => each.GetProperty("tcId").GetInt32())
            .ToArray();
        Assert.Equal([346, 350, 347, 351], mathematical);
        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray().Where(test => mathematical.Contains(test.GetProperty("tcId").GetInt32())))
            {
                var jwk = JsonNode.Parse(group.GetProperty("public").GetRawText())!.AsObject();
                jwk.Remove("alg");
                var load = KeySetDocument.ReadKey(jwk.ToJsonString(), [SignatureAlgorithm.PS384, SignatureAlgorithm.ES512]);
                Assert.True(JoseLayer.Verify(Text(test), load).Accepted, Id(test.GetProperty("tcId").GetInt32()));
            }
        }
    }

    private static Dictionary<string, Deviation> Deviations(JsonDocument overrides)
    {
        var deviations = NotEnabled.ToDictionary(Id, static _ => Deviation.NotEnabled, StringComparer.Ordinal);
        foreach (var each in overrides.RootElement.GetProperty("overrides").EnumerateArray())
        {
            var tcId = each.GetProperty("tcId").GetInt32();
            if (!OverridesOfHmac.Contains(tcId))
            {
                deviations.Add(Id(tcId), new(each.GetProperty("ours").GetString() == "accept", each.GetProperty("why").GetString()!));
            }
        }

        return deviations;
    }

    private static void CheckHmac(VectorRun run, string id, JsonElement group, KeyLoad load, Answer answer)
    {
        if (group.TryGetProperty("public", out _))
        {
            return;
        }

        if (!load.Alarming)
        {
            run.Fault(id, "its symmetric key was not refused");
        }

        if (answer.Reason is not (nameof(TokenFailure.AlgorithmRefused) or nameof(TokenFailure.Malformed) or nameof(TokenFailure.HeaderInvalid)))
        {
            run.Fault(id, $"HMAC was {answer}");
        }
    }

    private static KeyLoad Load(JsonElement group) =>
        KeySetDocument.ReadKey((group.TryGetProperty("public", out var key) ? key : group.GetProperty("private")).GetRawText());

    // A JSON serialisation is presented as the text it is.
    private static string Text(JsonElement test) =>
        test.GetProperty("jws") is { ValueKind: JsonValueKind.String } compact ? compact.GetString()! : test.GetProperty("jws").GetRawText();

    private static string Id(int tcId) => string.Create(CultureInfo.InvariantCulture, $"tcId {tcId}");
}
