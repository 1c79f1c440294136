using System.Text;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Jose;

/// <summary>The sample tokens of a service mesh: good signatures, and no audience.</summary>
public sealed class MeshSampleVectorTests(ITestOutputHelper output)
{
    [VectorFact]
    public void SampleTokens_VerifyAndAreRefusedByTheDefaults()
    {
        using var document = VectorFolder.Read("mesh-samples/istio.json");
        var load = KeySetDocument.Read(Encoding.UTF8.GetBytes(document.RootElement.GetProperty("jwks").GetRawText()));
        var run = new VectorRun("mesh-samples/istio.json", 2, output);
        foreach (var sample in document.RootElement.GetProperty("tokens").EnumerateArray())
        {
            var name = sample.GetProperty("name").GetString()!;
            var token = sample.GetProperty("token").GetString()!;
            run.Case(name, token.Length, label: true, () => JoseLayer.Verify(token, load));

            var issuer = VectorTrust.Profile with { Identifier = sample.GetProperty("issuer").GetString()! };
            var keys = new StaticIssuerKeys(new([.. load.Keys!.Select(static key => key.Key)]));
            Expect(run, name, TokenFailure.TypeRefused, VectorTrust.MakeValidator(issuer, keys).Validate(token));
            Expect(run, name, TokenFailure.NotAnAccessToken, VectorTrust.MakeValidator(issuer with { AllowLegacyTokenType = true }, keys).Validate(token));

            // Their subject is made the client, so that nothing but the audience is left to refuse.
            var lenient = issuer with { AllowLegacyTokenType = true, ClientClaims = ["sub"] };
            Expect(run, name, TokenFailure.AudienceMissing, VectorTrust.MakeValidator(lenient, keys).Validate(token));
        }

        run.Finish();
    }

    private static void Expect(VectorRun run, string name, TokenFailure expected, TokenVerdict verdict)
    {
        if (verdict.Failure != expected)
        {
            run.Fault(name, $"{verdict.Failure}, not {expected}");
        }
    }
}
