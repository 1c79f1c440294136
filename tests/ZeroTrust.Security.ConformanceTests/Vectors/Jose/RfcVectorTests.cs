using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Jose;

/// <summary>The examples of RFC 7515, RFC 7517 and RFC 7638.</summary>
public sealed class RfcVectorTests(ITestOutputHelper output)
{
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi"];

    // While the certificate of RFC 7517 appendix B was valid.
    private static readonly DateTimeOffset Then = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly KeyLoad NoKey = KeyLoad.Failed("no key");

    private static readonly Dictionary<string, Deviation> Deviations = new(StringComparer.Ordinal) { ["rfc7515-A.1"] = Deviation.NotEnabled };

    [VectorFact]
    public void Example_Every_MeetsTheVerdictOfAStrictResourceServer()
    {
        using var document = VectorFolder.Read("rfc-jose/vectors.json");
        var run = new VectorRun("rfc-jose/vectors.json", 12, output, Deviations);
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var (label, answer) = Judge(vector);
            run.Case(vector.GetProperty("id").GetString()!, vector.GetRawText().Length, label, answer, mayThrow: true);
        }

        run.Finish();
    }

    [VectorFact]
    public void KeyOfRfc7517B_ExpiredOrChanged_IsRefused()
    {
        using var document = VectorFolder.Read("rfc-jose/vectors.json");
        var jwk = JsonNode.Parse(document.RootElement.EnumerateArray().Single(static each => each.GetProperty("id").GetString() == "rfc7517-B").GetProperty("jwk").GetRawText())!.AsObject();
        Assert.False(KeySetDocument.ReadKey(jwk.ToJsonString()).Succeeded);

        var modulus = (string)jwk["n"]!;
        jwk["n"] = (modulus[0] == 'v' ? 'w' : 'v') + modulus[1..];
        Assert.False(KeySetDocument.ReadKey(jwk.ToJsonString(), now: Then).Succeeded);
    }

    private static (bool Label, Func<Answer> Answer) Judge(JsonElement vector)
    {
        var ours = vector.GetProperty("ours").GetString()!;
        return vector.GetProperty("kind").GetString() switch
        {
            "jws-compact" => (ours == "signature verifies", Compact(vector)),
            "jws-general-json" or "jws-flattened-json" => (false, () => JoseLayer.Verify(vector.GetProperty("jws").GetRawText(), NoKey)),
            "jwks" => (ours.StartsWith("parses", StringComparison.Ordinal), () => KeySet(vector)),
            "jwk" => (true, () => KeySetDocument.AnswerOf(KeySetDocument.ReadKey(vector.GetProperty("jwk").GetRawText(), now: Then))),
            "thumbprint" => (true, () => Thumbprint(vector)),
            var kind => throw new InvalidOperationException($"A kind of vector that is not known: {kind}."),
        };
    }

    private static Func<Answer> Compact(JsonElement vector)
    {
        var jws = vector.GetProperty("jws").GetString()!;
        var key = vector.GetProperty("key");
        if (key.ValueKind == JsonValueKind.Null)
        {
            return () => JoseLayer.Verify(jws, NoKey);
        }

        // The examples print the whole pair. An issuer that published it would be refused.
        Assert.True(KeySetDocument.ReadKey(key.GetRawText()).Alarming);
        var load = KeySetDocument.ReadKey(Public(key));
        return () => JoseLayer.Verify(jws, load);
    }

    private static Answer KeySet(JsonElement vector)
    {
        var load = KeySetDocument.Read(Encoding.UTF8.GetBytes(vector.GetProperty("jwks").GetRawText()));
        if (!load.Succeeded)
        {
            return load.Alarming ? Answer.Reject("document refused") : throw new InvalidOperationException(load.Problem);
        }

        // Appendix A.1: the elliptic-curve key is for encryption and must not verify; the RSA key stays.
        return load.Keys is [{ Key.KeyId: "2011-04-29" }] && load.Skipped is [{ KeyId: "1" }] ? Answer.Accept : Answer.Reject("other keys than one RSA key");
    }

    private static Answer Thumbprint(JsonElement vector)
    {
        var expected = Convert.ToHexStringLower(Base64Url.DecodeFromChars(vector.GetProperty("thumbprint").GetString()!));
        var load = KeySetDocument.ReadKey(Public(vector.GetProperty("jwk")));
        return load.Keys?[0].Identity.Contains(expected, StringComparison.Ordinal) == true ? Answer.Accept : Answer.Reject($"identity {load.Keys?[0].Identity}");
    }

    private static string Public(JsonElement jwk)
    {
        var members = JsonNode.Parse(jwk.GetRawText())!.AsObject();
        foreach (var name in PrivateMembers)
        {
            members.Remove(name);
        }

        return members.ToJsonString();
    }
}
