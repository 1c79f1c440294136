using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Text;

/// <summary>The big list of naughty strings where a token carries text.</summary>
public sealed class NaughtyStringVectorTests(ITestOutputHelper output)
{
    private const int Listed = 515;
    private const int MaxKeyIdBytes = 256;

    private static readonly byte[] Header = Encoding.UTF8.GetBytes($"{{{VectorTrust.HeaderMembers}}}");

    [VectorFact]
    public void Subject_EveryString_ComesBackAsItIsAndTheEmptyOneIsMissing() =>
        Run("sub", static text => text.Length > 0, static (token, text) => token.Caller.User!.Subject == text);

    [VectorFact]
    public void TokenId_EveryString_ComesBackAsItIs() => Run("jti", static _ => true, static (token, text) => (token.TokenId ?? "") == text);

    [VectorFact]
    public void Tenant_EveryString_ComesBackAsItIsAndTheEmptyOneIsNone() =>
        Run("tenant", static _ => true, static (token, text) => text.Length == 0 ? token.Caller.Tenant is null : token.Caller.Tenant == text);

    [VectorFact]
    public void SessionId_EveryString_ComesBackAsItIs() => Run("sid", static _ => true, static (token, text) => (token.SessionId ?? "") == text);

    [VectorFact]
    public void KeyId_EveryString_IsOpaqueAndFindsTheKeyOfThatNameOnly()
    {
        var payload = Encoding.UTF8.GetBytes($"{{{VectorTrust.PayloadMembers},\"sub\":\"user\"}}");
        var run = new VectorRun("naughty-strings/blns.json (as kid)", Listed, output);
        foreach (var (id, text) in Strings())
        {
            var token = VectorTrust.Sign(VectorTrust.ObjectWith(VectorTrust.HeaderMembers, "kid", JsonSerializer.SerializeToUtf8Bytes(text)), payload);
            var named = VectorTrust.MakeValidator(text);
            run.Case(id, text.Length, IsKeyId(text), () => Answer.From(named.Validate(token).Failure));
            CheckUnknown(run, id, text, VectorTrust.Validator.Validate(token));
        }

        run.Finish();
    }

    private void Run(string claim, Func<string, bool> label, Func<VerifiedToken, string, bool> comesBack)
    {
        var run = new VectorRun($"naughty-strings/blns.json (as {claim})", Listed, output);
        var members = claim == "sub" ? VectorTrust.PayloadMembers : $"{VectorTrust.PayloadMembers},\"sub\":\"user\"";
        foreach (var (id, text) in Strings())
        {
            var token = VectorTrust.Sign(Header, VectorTrust.ObjectWith(members, claim, JsonSerializer.SerializeToUtf8Bytes(text)));
            TokenVerdict verdict = default;
            run.Case(id, text.Length, label(text), () => Answer.From((verdict = VectorTrust.Validator.Validate(token)).Failure));
            if (verdict.Token is { } verified && !comesBack(verified, text))
            {
                run.Fault(id, "did not come back as it was");
            }
        }

        run.Finish();
    }

    // What an operator is shown of the kid stays on its line, whatever it holds.
    private static void CheckUnknown(VectorRun run, string id, string text, TokenVerdict verdict)
    {
        var refused = IsKeyId(text) ? verdict.Failure == TokenFailure.KeyUnknown : verdict.Failure is TokenFailure.HeaderInvalid or TokenFailure.TooLong;
        if (!refused)
        {
            run.Fault(id, $"without such a key: {verdict.Failure}");
        }

        if (verdict.Unverified?.ClaimedKeyId is { } shown && (shown.Length > 64 || shown.Any(static c => c is < ' ' or > '~')))
        {
            run.Fault(id, $"is shown as {shown}");
        }
    }

    private static bool IsKeyId(string text) => Encoding.UTF8.GetByteCount(text) is > 0 and <= MaxKeyIdBytes;

    private static IEnumerable<(string Id, string Text)> Strings()
    {
        using var document = VectorFolder.Read("naughty-strings/blns.json");
        var texts = document.RootElement.EnumerateArray().Select(static element => element.GetString()!).ToArray();
        return texts.Select(static (text, index) => (index.ToString(CultureInfo.InvariantCulture), text));
    }
}
