using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.ApiKeys;

/// <summary>
/// Proves the service of a request by its API key: in <c>X-Api-Key</c>, or as a bearer credential where that is switched on. Nothing else
/// of the request is looked at, so a key in the address or a cookie is none.
/// </summary>
internal sealed class ApiKeyCompanion(IApiKeyVerifier verifier, IOptions<ApiKeyOptions> options, IEnumerable<IApiKeyThrottle> throttles) : ICompanionProof
{
    public const string Header = "X-Api-Key";

    private static readonly Refusal Throttled = new(Answer.Throttled, "api_key_throttled");

    // Every failure is one answer, byte for byte; the reason stays here.
    private static readonly FrozenDictionary<ApiKeyFailure, Refusal> Refusals = Enum.GetValues<ApiKeyFailure>()
        .ToFrozenDictionary(static failure => failure, static failure => new Refusal(AnswerTo(failure), $"ApiKey{failure}"));

    private readonly IApiKeyThrottle[] _throttles = [.. throttles];
    private readonly bool _allowBearer = options.Value.AllowBearer;

    public bool IsOfRequest => true;

    public bool TakesBearer(ReadOnlySpan<char> text) => _allowBearer && verifier.HasPrefix(text);

    public ValueTask<CompanionVerdict> ProveAsync(HttpContext context, ReadOnlyMemory<char> bearer)
    {
        var header = context.Request.Headers[Header];
        return new((header.Count, bearer.IsEmpty) switch
        {
            (0, true) => CompanionVerdict.None,
            (0, false) => Judge(context, bearer.Span),
            (1, true) => JudgeHeader(context, header),
            _ => CompanionVerdict.Refuse(Refusal.SeveralCredentials),
        });
    }

    private static Answer AnswerTo(ApiKeyFailure failure) =>
        failure == ApiKeyFailure.KeysUnavailable ? Answer.StateUnavailable : Answer.InvalidToken;

    // Two headers that a proxy has joined (RFC 9110 §5.3) are two keys still.
    private CompanionVerdict JudgeHeader(HttpContext context, StringValues header)
    {
        var text = header[0].AsSpan();
        return text.Contains(',') ? CompanionVerdict.Refuse(Refusal.SeveralCredentials) : Judge(context, text);
    }

    private CompanionVerdict Judge(HttpContext context, ReadOnlySpan<char> key)
    {
        // An open request that is looked at again guesses nothing.
        var asked = RequestAccess.Of(context) is { IsRecheck: true } ? [] : _throttles;
        foreach (var throttle in asked)
        {
            if (!throttle.MayTry(context))
            {
                return CompanionVerdict.Refuse(Throttled);
            }
        }

        var verdict = verifier.Verify(key);
        return verdict.Caller is { } caller ? CompanionVerdict.Prove(caller) : Refuse(context, verdict, asked);
    }

    private static CompanionVerdict Refuse(HttpContext context, in ApiKeyVerdict verdict, IApiKeyThrottle[] asked)
    {
        foreach (var throttle in asked)
        {
            throttle.Refused(context, verdict.Failure);
        }

        return CompanionVerdict.Refuse(Refusals[verdict.Failure], verdict.PublicId is { } id ? new(null, null, id) : null);
    }
}
