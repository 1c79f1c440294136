using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// The way of a request: credential, verdict, caller, policy, decision, record, handler. Synchronous while nothing waits; an
/// asynchronous continuation splits off where something does. One instance serves all requests.
/// </summary>
internal sealed class AccessGate
{
    // Reloads that keep coming faster than one validation are an outage of the settings.
    private const int MaxTries = 3;

    private readonly CredentialReader _credentials;
    private readonly ITokenValidator _validator;
    private readonly ITrustModel _trust;
    private readonly EndpointPolicies _policies;
    private readonly AnswerWriter _answers;
    private readonly DecisionRecorder _recorder;
    private readonly IAuthorizationPolicyProvider _policyProvider;
    private readonly AuthorizationMiddleware _framework;
    private readonly bool _transformsClaims;
    private readonly ILogger<AccessGate> _logger;

    public AccessGate(
        CredentialReader credentials,
        ITokenValidator validator,
        ITrustModel trust,
        EndpointPolicies policies,
        AnswerWriter answers,
        DecisionRecorder recorder,
        ClaimsTransformation transformation,
        IAuthorizationPolicyProvider policyProvider,
        IServiceProvider services,
#pragma warning disable S6672 // The framework's middleware is made here and logs under its own name.
        ILogger<AuthorizationMiddleware> frameworkLogger,
#pragma warning restore S6672
        ILogger<AccessGate> logger)
    {
        _credentials = credentials;
        _validator = validator;
        _trust = trust;
        _policies = policies;
        _answers = answers;
        _recorder = recorder;
        _transformsClaims = transformation.IsRegistered;
        _logger = logger;
        _policyProvider = policyProvider;
        _framework = new(AfterFrameworkAsync, policyProvider, services, frameworkLogger);
    }

    /// <summary>Decides a request under the policy of its endpoint, and lets it pass to <paramref name="next"/> or answers it.</summary>
    public Task InvokeAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next)
    {
        access.Next = next;
        access.Policy = policy;
        if (access.IsJudged)
        {
            return DecideAsync(context, access);
        }

        var kind = _credentials.Read(context, out var token);
        if (kind == CredentialKind.Token)
        {
            // No cancellation: reading RequestAborted makes the server allocate, and the wait for keys is bounded by KeyWait.
            var validation = _validator.ValidateAsync(token, CancellationToken.None);
            if (!validation.IsCompletedSuccessfully)
            {
                return AwaitVerdictAsync(context, access, token, validation);
            }

            if (!TryTake(context, access, validation.Result))
            {
                return AwaitVerdictAsync(context, access, token, _validator.ValidateAsync(token, CancellationToken.None));
            }
        }
        else
        {
            TakeAbsence(access, kind);
        }

        return DecideAsync(context, access);
    }

    /// <summary>Runs an endpoint that another router chose: only where <c>UseZeroTrust</c> has been, and after a decision of its own.</summary>
    public Task RunGuardedAsync(HttpContext context, GuardedEndpoint guarded)
    {
        if (RequestAccess.Of(context) is not { Decisions: > 0 } access || guarded.Original.RequestDelegate is not { } handler)
        {
            AccessLog.Unguarded(_logger, guarded.Original.DisplayName);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        }

        context.SetEndpoint(guarded.Original);
        return InvokeAsync(context, access, _policies.For(guarded.Original), handler);
    }

    /// <summary>Puts an endpoint on record that routing itself is about to run.</summary>
    public void RecordShortCircuit(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        access.Policy = policy;
        Record(context, access, AuditOutcome.Allowed, null);
    }

    private static void TakeAbsence(RequestAccess access, CredentialKind kind)
    {
        switch (kind)
        {
            case CredentialKind.Malformed:
                access.TakeRefusal(Refusal.MalformedHeader);
                break;
            case CredentialKind.Several:
                access.TakeRefusal(Refusal.SeveralCredentials);
                break;
            default:
                access.TakeNone(otherScheme: kind == CredentialKind.OtherScheme);
                break;
        }
    }

    private async Task AwaitVerdictAsync(
        HttpContext context, RequestAccess access, ReadOnlyMemory<char> token, ValueTask<TokenVerdict> validation)
    {
        var tries = 1;
        while (!TryTake(context, access, await validation.ConfigureAwait(false)))
        {
            if (tries++ == MaxTries)
            {
                access.TakeRefusal(Refusal.For(TokenFailure.KeysUnavailable));
                break;
            }

            validation = _validator.ValidateAsync(token, CancellationToken.None);
        }

        await DecideAsync(context, access).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a verdict, unless a reload has come since it was reached: a request is judged and decided under the same settings.
    /// </summary>
    private bool TryTake(HttpContext context, RequestAccess access, TokenVerdict verdict)
    {
        var trust = _trust.Current;
        if (verdict.Token is { TrustVersion: not 0 } token && token.TrustVersion != trust.Version)
        {
            return false;
        }

        access.Take(verdict, trust, context);
        return true;
    }

    private Task DecideAsync(HttpContext context, RequestAccess access)
    {
        var policy = access.Policy!;
        var refusal = access.CredentialRefusal ?? CheckOtherScheme(access, policy) ?? policy.Check(access.Caller, context);
        if (refusal is not null)
        {
            return RefuseAsync(context, access, refusal);
        }

        return policy.CodeRules.Length > 0 || policy.RunsFramework || Transforms(access)
            ? DecideInCodeAsync(context, access, policy)
            : PassAsync(context, access);
    }

    /// <summary>Code of the application takes part: it may wait, and what it throws before there is a decision goes on record too.</summary>
    private async Task DecideInCodeAsync(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        var before = access.Decisions;
        try
        {
            await RunCodeRulesAsync(context, access, policy).ConfigureAwait(false);
        }
        catch when (access.Decisions == before)
        {
            Record(context, access, AuditOutcome.Failed, Refusal.DecisionFailed);
            throw;
        }
    }

    private static Refusal? CheckOtherScheme(RequestAccess access, EndpointPolicy policy) =>
        access.HasOtherScheme && policy.Kind != PolicyKind.Anonymous && !policy.TakesOtherSchemes ? Refusal.OtherScheme : null;

    private async Task RunCodeRulesAsync(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        foreach (var rule in policy.CodeRules)
        {
            if (!await rule(access.Caller, context).ConfigureAwait(false))
            {
                await RefuseAsync(context, access, Refusal.RuleRefused).ConfigureAwait(false);
                return;
            }
        }

        await AllowAsync(context, access, policy).ConfigureAwait(false);
    }

    private Task AllowAsync(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        if (policy.RunsFramework)
        {
            return RunFrameworkAsync(context, access, policy);
        }

        return Transforms(access) ? TransformThenAllowAsync(context, access) : PassAsync(context, access);
    }

    private bool Transforms(RequestAccess access) => _transformsClaims && access is { Token: not null, IsTransformed: false };

    private Task PassAsync(HttpContext context, RequestAccess access)
    {
        if (access.Policy!.Kind == PolicyKind.RoutingAnswer)
        {
            Record(context, access, AuditOutcome.Denied, Refusal.RoutingAnswer);
        }
        else
        {
            Record(context, access, AuditOutcome.Allowed, null);
        }

        return access.Next!(context);
    }

    private async Task TransformThenAllowAsync(HttpContext context, RequestAccess access)
    {
        await TransformAsync(context, access).ConfigureAwait(false);
        await PassAsync(context, access).ConfigureAwait(false);
    }

    /// <summary>Lets the scheme authenticate, which transforms; what comes of it is the request's user from here on.</summary>
    private static async Task TransformAsync(HttpContext context, RequestAccess access)
    {
        var result = await context.AuthenticateAsync(ZeroTrustDefaults.AuthenticationScheme).ConfigureAwait(false);
        if (result.Principal is { } principal)
        {
            access.User = principal;
        }

        access.IsTransformed = true;
    }

    /// <summary>What the framework's authentication middleware would do: an application may have a default scheme that is not ours.</summary>
    private static async Task AuthenticateByDefaultAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync().ConfigureAwait(false);
        if (result.Principal is { } principal)
        {
            context.User = principal;
        }
    }

    private async Task RunFrameworkAsync(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        if (policy.IsFallback && await _policyProvider.GetFallbackPolicyAsync().ConfigureAwait(false) is null)
        {
            // There was one when the policy was compiled; without it the middleware would let anybody pass.
            await RefuseAsync(context, access, access.Token is null ? Refusal.NoCredential : Refusal.Undeclared).ConfigureAwait(false);
            return;
        }

        access.FrameworkPassed = false;
        access.FrameworkRefusal = null;
        if (access.Token is null)
        {
            await AuthenticateByDefaultAsync(context).ConfigureAwait(false);
        }
        else if (Transforms(access))
        {
            await TransformAsync(context, access).ConfigureAwait(false);
        }

        access.IsInFramework = true;
        try
        {
            await _framework.Invoke(context).ConfigureAwait(false);
        }
        finally
        {
            access.IsInFramework = false;
        }

        if (access.FrameworkPassed)
        {
            return;
        }

        if (access.FrameworkRefusal is { } refusal)
        {
            await RefuseAsync(context, access, refusal).ConfigureAwait(false);
            return;
        }

        // Another scheme has answered.
        var challenged = context.Response.StatusCode == StatusCodes.Status401Unauthorized;
        Record(context, access, AuditOutcome.Denied, challenged ? Refusal.FrameworkChallenge : Refusal.FrameworkForbid);
    }

    private Task AfterFrameworkAsync(HttpContext context)
    {
        var access = RequestAccess.Of(context)!;
        access.FrameworkPassed = true;
        access.IsInFramework = false;
        return PassAsync(context, access);
    }

    private Task RefuseAsync(HttpContext context, RequestAccess access, Refusal refusal)
    {
        var again = access.Decisions > 0;
        var outcome = refusal.Answer.Status == StatusCodes.Status503ServiceUnavailable ? AuditOutcome.Failed : AuditOutcome.Denied;
        Record(context, access, outcome, refusal);
        return _answers.WriteAsync(context, refusal, again);
    }

    private void Record(HttpContext context, RequestAccess access, AuditOutcome outcome, Refusal? refusal)
    {
        _recorder.Record(context, access, outcome, refusal);
        access.Decisions++;
    }
}
