using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Answers;

/// <summary>An answer and, for the operator, why it was given. Made at start, once for each reason.</summary>
internal sealed class Refusal(Answer answer, string reason, string? challenge = null, string? retryAfter = null)
{
    private static readonly FrozenDictionary<TokenFailure, Refusal> Tokens = Enum.GetValues<TokenFailure>()
        .Where(static failure => failure != TokenFailure.None)
        .ToFrozenDictionary(
            static failure => failure,
            static failure => new Refusal(AnswerTo(failure), failure.ToString()));

    public static Refusal SeveralCredentials { get; } = new(Answer.InvalidRequest, "several_credentials");

    /// <summary>Two credentials of one request name different services.</summary>
    public static Refusal ServicesDiffer { get; } = new(Answer.InvalidRequest, "services_differ");

    public static Refusal MalformedHeader { get; } = new(Answer.InvalidRequest, "malformed_header");

    public static Refusal NoCredential { get; } = new(Answer.CredentialMissing, "no_credential");

    public static Refusal OtherScheme { get; } = new(Answer.CredentialMissing, "other_scheme");

    public static Refusal NoEndpoint { get; } = new(Answer.NotFound, "no_endpoint");

    public static Refusal Undeclared { get; } = new(Answer.AccessDenied, "undeclared");

    public static Refusal DeclarationInvalid { get; } = new(Answer.AccessDenied, "declaration_invalid");

    public static Refusal FrameworkChallenge { get; } = new(Answer.CredentialMissing, "framework_challenge");

    public static Refusal FrameworkForbid { get; } = new(Answer.AccessDenied, "framework_forbid");

    /// <summary>Wrong method or media type: routing answers, nothing of the application runs.</summary>
    public static Refusal RoutingAnswer { get; } = new(Answer.NotFound, "routing_answer");

    /// <summary>Code of the application threw while it took part in the decision; the host answers.</summary>
    public static Refusal DecisionFailed { get; } = new(Answer.Error, "decision_failed");

    /// <summary>The decision must be on record before the handler runs, and cannot be.</summary>
    public static Refusal NotOnRecord { get; } = new(Answer.AuditUnavailable, "not_on_record");

    public static Refusal RuleRefused { get; } = new(Answer.AccessDenied, "rule_refused");

    public Answer Answer { get; } = answer;

    /// <summary>A stable word; never over the wire outside Development.</summary>
    public string Reason { get; } = reason;

    public StringValues Challenge { get; } = challenge ?? answer.Challenge;

    /// <summary>The value of <c>Retry-After</c> in seconds; null for none.</summary>
    public string? RetryAfter { get; } = retryAfter ?? answer.RetryAfter;

    public static Refusal For(TokenFailure failure) => Tokens.GetValueOrDefault(failure) ?? Tokens[TokenFailure.Malformed];

    /// <summary>429 <c>throttled</c>, with the seconds that are left.</summary>
    public static Refusal Throttled(TimeSpan remaining) =>
        new(Answer.Throttled, "caller_throttled", retryAfter: ((long)Math.Ceiling(remaining.TotalSeconds)).ToString(CultureInfo.InvariantCulture));

    /// <summary>401 <c>step_up_required</c>; the challenge says how old the sign-in may be and of which classes it must be one (RFC 9470 §3), never what the token holds.</summary>
    public static Refusal StepUp(string reason, TimeSpan age, IReadOnlyList<string> acrValues)
    {
        var classes = acrValues.Count == 0 ? "" : $", acr_values=\"{string.Join(' ', acrValues)}\"";
        var seconds = Math.Max(0, (long)age.TotalSeconds);
        return new(Answer.StepUpRequired, reason, string.Create(CultureInfo.InvariantCulture, $"{Answer.StepUpRequired.Challenge}{classes}, max_age=\"{seconds}\""));
    }

    /// <summary>403 <c>insufficient_scope</c>; the challenge names what the endpoint declares, never what the token holds.</summary>
    public static Refusal InsufficientScope(string reason, IEnumerable<string> declared)
    {
        var scope = string.Join(' ', declared);
        return new(
            Answer.InsufficientScope, reason, scope.Length == 0 ? null : $"{Answer.InsufficientScope.Challenge}, scope=\"{scope}\"");
    }

    private static Answer AnswerTo(TokenFailure failure) => failure switch
    {
        TokenFailure.KeysUnavailable => Answer.KeysUnavailable,
        TokenFailure.RevocationsUnavailable => Answer.StateUnavailable,
        _ => Answer.InvalidToken,
    };
}
