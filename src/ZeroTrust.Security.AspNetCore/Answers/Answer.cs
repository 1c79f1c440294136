using System.Text;

namespace ZeroTrust.Security.AspNetCore.Answers;

/// <summary>
/// One entry of the closed list of answers. Everything that goes over the wire is made once, so that two refusals with the same
/// answer are equal byte for byte and nothing of the request can show in them.
/// </summary>
internal sealed class Answer
{
    private Answer(int status, string? code, string title, string? challenge, string? retryAfter)
    {
        Status = status;
        Code = code;
        Title = title;
        Challenge = challenge;
        RetryAfter = retryAfter;
        Body = code is null ? [] : Encoding.UTF8.GetBytes($$"""{"type":"about:blank","title":"{{title}}","status":{{status}},"code":"{{code}}"}""");
    }

    /// <summary>Two credentials, or an <c>Authorization</c> header outside the grammar (RFC 6750 §3.1).</summary>
    public static Answer InvalidRequest { get; } = Of(400, "invalid_request", "Bad Request", "Bearer realm=\"api\", error=\"invalid_request\"");

    /// <summary>No credential where one is due; a challenge without error (RFC 6750 §3.1).</summary>
    public static Answer CredentialMissing { get; } = Of(401, "credential_missing", "Unauthorized", "Bearer realm=\"api\"");

    /// <summary>Every failure of a token.</summary>
    public static Answer InvalidToken { get; } = Of(401, "invalid_token", "Unauthorized", "Bearer realm=\"api\", error=\"invalid_token\"");

    /// <summary>The user must sign in again: the token shows too old or too weak a sign-in (RFC 9470 §3).</summary>
    public static Answer StepUpRequired { get; } = Of(401, "step_up_required", "Unauthorized", "Bearer realm=\"api\", error=\"insufficient_user_authentication\"");

    /// <summary>A permission, scope or role is missing.</summary>
    public static Answer InsufficientScope { get; } = Of(403, "insufficient_scope", "Forbidden", "Bearer realm=\"api\", error=\"insufficient_scope\"");

    /// <summary>Not the owner, another tenant, another caller, or an endpoint that declares nothing.</summary>
    public static Answer AccessDenied { get; } = Of(403, "access_denied", "Forbidden");

    /// <summary>No endpoint, for a proven caller. No code: it is no refusal of access.</summary>
    public static Answer NotFound { get; } = new(404, null, "Not Found", null, null);

    /// <summary>An exception of the application's, which whoever stands in front answers. No code: it is no refusal of access.</summary>
    public static Answer Error { get; } = new(500, null, "Internal Server Error", null, null);

    /// <summary>Too many requests.</summary>
    public static Answer Throttled { get; } = Of(429, "throttled", "Too Many Requests", retryAfter: "5");

    /// <summary>An issuer's keys cannot be had. No challenge: the credential may be good.</summary>
    public static Answer KeysUnavailable { get; } = Of(503, "keys_unavailable", "Service Unavailable", retryAfter: "5");

    /// <summary>What must be recorded cannot be.</summary>
    public static Answer AuditUnavailable { get; } = Of(503, "audit_unavailable", "Service Unavailable", retryAfter: "5");

    /// <summary>Shared state that the decision needs cannot be had.</summary>
    public static Answer StateUnavailable { get; } = Of(503, "state_unavailable", "Service Unavailable", retryAfter: "5");

    public int Status { get; }

    /// <summary>The code of the body, and of events and metrics.</summary>
    public string? Code { get; }

    public string Title { get; }

    /// <summary>The value of <c>WWW-Authenticate</c>; null for none.</summary>
    public string? Challenge { get; }

    /// <summary>The value of <c>Retry-After</c> in seconds; null for none.</summary>
    public string? RetryAfter { get; }

    public byte[] Body { get; }

    private static Answer Of(int status, string code, string title, string? challenge = null, string? retryAfter = null) =>
        new(status, code, title, challenge, retryAfter);
}
