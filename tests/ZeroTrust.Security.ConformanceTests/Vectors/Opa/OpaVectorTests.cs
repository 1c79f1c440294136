using System.Buffers.Text;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.Jose;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Opa;

/// <summary>Open Policy Agent's JWT cases, with the requirements a case names and then with the library's own.</summary>
public sealed class OpaVectorTests(ITestOutputHelper output)
{
    private const string File = "opa-jwt/opa_jwt_dev.json";
    private const int Listed = 46;

    private static readonly Dictionary<string, Deviation> Deviations = new(StringComparer.Ordinal)
    {
        ["decode_verify jwtdecodeverify/hs256-float-exp-valid"] = Deviation.NotEnabled,
        ["decode_verify jwtdecodeverify/hs256-float-one-tenth-second-after-nbf"] = Deviation.NotEnabled,
        ["decode_verify jwtdecodeverify/hs256-float-one-second-before-exp"] = Deviation.NotEnabled,
        ["decode_verify jwtdecodeverify/hs256-float-one-tenth-second-before-exp"] = Deviation.NotEnabled,
        ["decode_verify jwtdecodeverify/EdDSA"] = Deviation.NotEnabled,
        ["verify_hs256 jwtverifyhs256/success"] = Deviation.NotEnabled,
        ["decode_verify jwtdecodeverify/rsa256-nested"] = new(false, "nested token (cty JWT): the payload is not a JSON object"),
        ["decode_verify jwtdecodeverify/multiple-keys-one-valid"] = new(false, "the only RSA key in the set is marked use=enc"),
    };

    // exp is rounded down to the second and nbf up, never in the holder's favour (C3).
    private static readonly Dictionary<string, Deviation> RoundedDates = new(StringComparer.Ordinal)
    {
        ["decode_verify jwtdecodeverify/hs256-float-one-tenth-second-before-exp"] = new(false, "exp is rounded down to the second"),
        ["decode_verify jwtdecodeverify/hs256-float-one-tenth-second-after-nbf"] = new(false, "nbf is rounded up to the second"),
    };

    [VectorFact]
    public void Case_WithTheRequirementsItNames_FollowsUpstreamButForWhatIsListed()
    {
        var run = new VectorRun(File, Listed, output, Deviations);
        foreach (var vector in OpaVector.ReadAll())
        {
            var load = OpaKeys.Load(vector);
            var answer = run.Case(vector.Id, vector.Token.Length, vector.OpaAccepts, () =>
            {
                var verified = JoseLayer.Verify(vector.Token, load, out var payload);
                return verified.Accepted && !vector.SignatureOnly ? Answer.From(OpaClaims.Check(vector, payload!)) : verified;
            });
            CheckAgainstList(run, vector, answer);
        }

        run.Finish();
    }

    [VectorFact]
    public void ClaimsOfHmacTokens_WithoutTheirSignature_FollowUpstreamButForRounding()
    {
        var hmac = OpaVector.ReadAll().Where(static vector => vector.Id.Contains("/hs256-float", StringComparison.Ordinal)).ToArray();
        var run = new VectorRun($"{File} (float dates of the HMAC tokens)", 7, output, RoundedDates);
        foreach (var vector in hmac)
        {
            var payload = Base64Url.DecodeFromChars(vector.Token.Split('.')[1]);
            run.Case(vector.Id, payload.Length, vector.OpaAccepts, () => Answer.From(OpaClaims.Check(vector, payload)));
        }

        run.Finish();
    }

    [VectorFact]
    public void Case_WithTheDefaults_IsRefusedForTheRequirementItLacks()
    {
        var run = new VectorRun($"{File} (with the defaults)", Listed, output);
        foreach (var vector in OpaVector.ReadAll())
        {
            var profile = VectorTrust.Profile with
            {
                Identifier = vector.Issuer ?? "xxx",
                Audiences = [vector.Audience ?? VectorTrust.Audience],
                AllowLegacyTokenType = true,
                ClientClaims = ["iss"],
            };
            var keys = new StaticIssuerKeys(new([.. OpaKeys.Load(vector).Keys?.Select(static key => key.Key) ?? []]));
            var validator = VectorTrust.MakeValidator(profile, keys, new ManualTimeProvider(vector.Now));
            run.Case(vector.Id, vector.Token.Length, label: false, () => Answer.From(validator.Validate(vector.Token).Failure));
        }

        run.Finish();
    }

    // The vectors' own verdicts, which the list of deviations above must not stray from.
    private static void CheckAgainstList(VectorRun run, OpaVector vector, Answer answer)
    {
        var expected = vector.Ours == "accept";
        if (answer.Accepted != expected)
        {
            run.Fault(vector.Id, $"{answer}, and the vectors say {vector.Ours}: {vector.OursWhy}");
        }

        if (Deviations.GetValueOrDefault(vector.Id) == Deviation.NotEnabled && answer.Reason != nameof(TokenFailure.AlgorithmRefused))
        {
            run.Fault(vector.Id, $"{answer}, not for its algorithm");
        }
    }
}
