using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Text;

/// <summary>Valid and invalid UTF-8 inside a string claim and a <c>kid</c>.</summary>
public sealed class Utf8VectorTests(ITestOutputHelper output)
{
    private const int Listed = 216;

    private static readonly Deviation Nul = new(false, "valid UTF-8 with a NUL, which JSON strings cannot hold as it is and this library does not take escaped either (RFC 8259 §7, B8)");

    private static readonly Dictionary<string, Deviation> Deviations =
        new(StringComparer.Ordinal) { ["5.0"] = Nul, ["37.2.1"] = Nul, ["37.4"] = Nul };

    [VectorFact]
    public void StringClaim_EverySequence_IsRefusedOrComesBackByteForByte()
    {
        var header = Encoding.UTF8.GetBytes($"{{{VectorTrust.HeaderMembers}}}");
        Run("utf8/utf8tests.json (in a claim)", nameof(TokenFailure.PayloadInvalid), bytes =>
        {
            var token = VectorTrust.Sign(header, VectorTrust.ObjectWith(VectorTrust.PayloadMembers, "sub", Quoted(bytes)));
            return (VectorTrust.Validator, token, static verified => verified.Caller.User!.Subject);
        });
    }

    [VectorFact]
    public void KeyId_EverySequence_IsRefusedOrFindsTheKeyOfThatName()
    {
        var payload = Encoding.UTF8.GetBytes($"{{{VectorTrust.PayloadMembers},\"sub\":\"user\"}}");
        Run("utf8/utf8tests.json (in a kid)", nameof(TokenFailure.HeaderInvalid), bytes =>
        {
            var token = VectorTrust.Sign(VectorTrust.ObjectWith(VectorTrust.HeaderMembers, "kid", Quoted(bytes)), payload);
            return (VectorTrust.MakeValidator(Encoding.UTF8.GetString(bytes)), token, null);
        });
    }

    private void Run(string file, string failure, Func<byte[], (ITokenValidator Validator, string Token, Func<VerifiedToken, string>? Seen)> place)
    {
        var run = new VectorRun(file, Listed, output, Deviations);
        using var document = VectorFolder.Read("utf8/utf8tests.json");
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var id = vector.GetProperty("id").GetString()!;
            var bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var (validator, token, seen) = place(bytes);
            TokenVerdict verdict = default;
            var answer = run.Case(id, bytes.Length, vector.GetProperty("valid").GetBoolean(), () => Answer.From((verdict = validator.Validate(token)).Failure));
            if (verdict.Token is { } verified && seen is not null && !Encoding.UTF8.GetBytes(seen(verified)).AsSpan().SequenceEqual(bytes))
            {
                run.Fault(id, $"came back as {Convert.ToHexString(Encoding.UTF8.GetBytes(seen(verified)))}");
            }

            if (!answer.Accepted && answer.Reason != failure)
            {
                run.Fault(id, $"{answer}, not {failure}");
            }
        }

        run.Finish();
    }

    private static byte[] Quoted(byte[] bytes) => [(byte)'"', .. bytes, (byte)'"'];
}
