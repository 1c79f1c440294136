using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Json;

/// <summary>JSONTestSuite in every place where the library reads JSON that somebody else wrote.</summary>
public sealed class JsonVectorTests(ITestOutputHelper output)
{
    private const int Listed = 170;

    private static readonly Deviation Twice = new(false, "a member name appears twice: refused at any depth (RFC 7515 §4, RFC 7519 §4)");

    private static readonly Dictionary<string, Deviation> Deviations = new(StringComparer.Ordinal)
    {
        ["y_object_duplicated_key.json"] = Twice,
        ["y_object_duplicated_key_and_value.json"] = Twice,
        ["y_object_escaped_null_in_key.json"] = new(false, "a NUL, escaped or not, is refused (RFC 8725 §3.7, B8)"),
    };

    [VectorFact]
    public void Document_AsHeaderPayloadKeySetAndDiscovery_IsRefusedInAll()
    {
        foreach (var place in JsonPlaces.All)
        {
            var run = new VectorRun($"jsontestsuite/jsontestsuite_dev.json (as {place})", Listed, output);
            foreach (var vector in JsonDocumentVector.ReadAll())
            {
                // None of the documents has the members that its place requires, so valid JSON is refused too, but for that.
                var answer = run.Case(vector.Name, vector.Bytes.Length, label: false, JsonPlaces.Whole(place, vector.Bytes));
                CheckReason(run, place, vector, answer);
            }

            run.Finish();
        }
    }

    [VectorFact]
    public void Document_AsUnknownMember_IsTakenIfValidAndReadAlikeEverywhere()
    {
        foreach (var place in JsonPlaces.All)
        {
            var run = new VectorRun($"jsontestsuite/jsontestsuite_dev.json (as a member of {place})", Listed, output, Deviations);
            foreach (var vector in JsonDocumentVector.ReadAll())
            {
                var label = vector.IsFree ? JsonPlaces.Member("payload", vector.Bytes)().Accepted : !vector.IsInvalid;
                run.Case(vector.Name, vector.Bytes.Length, label, JsonPlaces.Member(place, vector.Bytes));
            }

            run.Finish();
        }
    }

    [VectorFact]
    public void Document_AsClaimThatIsTaken_IsWhatTheApplicationSees()
    {
        var seen = 0;
        foreach (var vector in JsonDocumentVector.ReadAll())
        {
            if (VectorTrust.Validator.Validate(JsonPlaces.TokenWithClaim(vector.Bytes)).Token is { } token)
            {
                using var document = JsonDocument.Parse(vector.Bytes, new() { AllowDuplicateProperties = false });
                ClaimReading.AssertEqual(vector.Name, document.RootElement, [.. token.Claims.Where(static claim => claim.Name == "x")]);
                seen++;
            }
        }

        Assert.True(seen >= 48, $"{seen} documents were taken as claims");
    }

    private static void CheckReason(VectorRun run, string place, JsonDocumentVector vector, Answer answer)
    {
        var expected = place switch
        {
            "header" or "payload" when vector.Bytes.Length == 0 => nameof(TokenFailure.Malformed),
            "header" => nameof(TokenFailure.HeaderInvalid),
            "payload" => nameof(TokenFailure.PayloadInvalid),
            _ => null,
        };
        if (vector.IsInvalid && expected is not null && answer.Reason != expected)
        {
            run.Fault(vector.Name, $"is not JSON and is {answer}, not {expected}");
        }

        if (answer.Reason == "document refused")
        {
            run.Fault(vector.Name, "raises an alarm");
        }
    }
}
