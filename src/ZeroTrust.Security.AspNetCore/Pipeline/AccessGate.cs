using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Rechecks;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// The way of a request: credential, verdict, caller, policy, decision, record, handler. Synchronous while nothing waits; an
/// asynchronous continuation splits off where something does. One instance serves all requests.
/// </summary>
internal sealed class AccessGate
{
    private readonly CredentialJudge _judge;
    private readonly EndpointPolicies _policies;
    private readonly AnswerWriter _answers;
    private readonly DecisionRecorder _recorder;
    private readonly FrameworkAuthorization _framework;
    private readonly PlainAuthorization _plain;
    private readonly OpenRequests _open;
    private readonly ThrottleCheck? _throttles;
    private readonly StepUpCheck _stepUps;
    private readonly ILogger<AccessGate> _logger;

    public AccessGate(
        CredentialJudge judge,
        EndpointPolicies policies,
        PlainAuthorization plain,
        AnswerWriter answers,
        DecisionRecorder recorder,
        OpenRequests open,
        StepUpCheck stepUps,
        IServiceProvider services,
        ILogger<AccessGate> logger)
    {
        _judge = judge;
        _policies = policies;
        _plain = plain;
        _answers = answers;
        _recorder = recorder;
        _open = open;
        _stepUps = stepUps;
        _logger = logger;
        _framework = new(services, PassAsync);
        _throttles = services.GetService<ICallerThrottle>() is { } throttle ? new(throttle) : null;
    }

    /// <summary>Decides a request under the policy of its endpoint, and lets it pass to <paramref name="next"/> or answers it.</summary>
    public Task InvokeAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next)
    {
        access.Policy = policy;
        var judging = _judge.JudgeAsync(context, access);
        return judging.IsCompletedSuccessfully ? DecideAsync(context, access, next) : AwaitThenDecideAsync(context, access, next, judging);
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

    /// <summary>Answers a request and puts that on record.</summary>
    public Task RefuseAsync(HttpContext context, RequestAccess access, Refusal refusal)
    {
        var again = access.Decisions > 0;
        var outcome = refusal.Answer.Status == StatusCodes.Status503ServiceUnavailable ? AuditOutcome.Failed : AuditOutcome.Denied;
        Record(context, access, outcome, refusal);
        return _answers.WriteAsync(context, refusal, again);
    }

    /// <summary>Whether a request to this endpoint waits until its decision is on stable storage.</summary>
    public bool WaitsForRecord(EndpointPolicy policy) => _recorder.IsRequired(policy);

    /// <summary>Puts an endpoint on record that routing itself is about to run.</summary>
    public void RecordShortCircuit(HttpContext context, RequestAccess access, EndpointPolicy policy)
    {
        access.Policy = policy;
        Record(context, access, AuditOutcome.Allowed, null);
    }

    private async Task AwaitThenDecideAsync(HttpContext context, RequestAccess access, RequestDelegate next, ValueTask judging)
    {
        await judging.ConfigureAwait(false);
        await DecideAsync(context, access, next).ConfigureAwait(false);
    }

    private Task DecideAsync(HttpContext context, RequestAccess access, RequestDelegate next)
    {
        var policy = access.Policy!;
        var refusal = _throttles?.Check(context, access) ?? access.RefuseCredentials(policy) ?? _stepUps.Check(access, policy) ?? CheckOtherScheme(access, policy) ?? policy.Check(access.Caller, context);
        if (refusal is not null)
        {
            return RefuseAsync(context, access, refusal);
        }

        if (policy.Plain is not null && _plain.TryAllow(context, access, policy))
        {
            return PassAsync(context, access, next);
        }

        return policy.CodeRules.Length > 0 || policy.RunsFramework || _framework.Transforms(access)
            ? DecideInCodeAsync(context, access, policy, next)
            : PassAsync(context, access, next);
    }

    private static Refusal? CheckOtherScheme(RequestAccess access, EndpointPolicy policy) =>
        access.HasOtherScheme && policy.Kind != PolicyKind.Anonymous && !policy.TakesOtherSchemes ? Refusal.OtherScheme : null;

    /// <summary>Code of the application takes part: it may wait, and what it throws before there is a decision goes on record too.</summary>
    private async Task DecideInCodeAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next)
    {
        var before = access.Decisions;
        try
        {
            await RunCodeAsync(context, access, policy, next).ConfigureAwait(false);
        }
        catch when (access.Decisions == before)
        {
            Record(context, access, AuditOutcome.Failed, Refusal.DecisionFailed);
            throw;
        }
    }

    private async Task RunCodeAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next)
    {
        foreach (var rule in policy.CodeRules)
        {
            if (!await rule(access.Caller, context).ConfigureAwait(false))
            {
                await RefuseAsync(context, access, Refusal.RuleRefused).ConfigureAwait(false);
                return;
            }
        }

        if (policy.RunsFramework)
        {
            await AskFrameworkAsync(context, access, policy, next).ConfigureAwait(false);
            return;
        }

        if (_framework.Transforms(access))
        {
            await FrameworkAuthorization.TransformAsync(context, access).ConfigureAwait(false);
        }

        await PassAsync(context, access, next).ConfigureAwait(false);
    }

    private async Task AskFrameworkAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next)
    {
        var outcome = await _framework.AuthorizeAsync(context, access, policy, next).ConfigureAwait(false);
        if (outcome is { Refusal: { } answered, IsAnswered: true })
        {
            Record(context, access, AuditOutcome.Denied, answered);
        }
        else if (outcome.Refusal is { } refusal)
        {
            await RefuseAsync(context, access, refusal).ConfigureAwait(false);
        }
    }

    private Task PassAsync(HttpContext context, RequestAccess access, RequestDelegate next)
    {
        var policy = access.Policy!;
        if (policy.Kind == PolicyKind.RoutingAnswer)
        {
            Record(context, access, AuditOutcome.Denied, Refusal.RoutingAnswer);
        }
        else if (_recorder.IsRequired(policy))
        {
            return PassOnRecordAsync(context, access, next);
        }
        else
        {
            Record(context, access, AuditOutcome.Allowed, null);
        }

        return RunAsync(context, access, policy, next);
    }

    /// <summary>The decision outlasts a power cut before anything is done on its word, or nothing is done.</summary>
    private async Task PassOnRecordAsync(HttpContext context, RequestAccess access, RequestDelegate next)
    {
        if (!await _recorder.RecordRequiredAsync(context, access).ConfigureAwait(false))
        {
            // The trail may not be able to say so itself.
            AccessLog.NotOnRecord(_logger, AuditText.Method(context.Request.Method), access.Policy!.Resource, AuditText.Clean(context.TraceIdentifier));
            await RefuseAsync(context, access, Refusal.NotOnRecord).ConfigureAwait(false);
            return;
        }

        access.Decisions++;
        await RunAsync(context, access, access.Policy!, next).ConfigureAwait(false);
    }

    private Task RunAsync(HttpContext context, RequestAccess access, EndpointPolicy policy, RequestDelegate next) =>
        access.IsProven && LongRequests.MayBe(context, policy) ? _open.RunAsync(context, access, next) : next(context);

    private void Record(HttpContext context, RequestAccess access, AuditOutcome outcome, Refusal? refusal)
    {
        _recorder.Record(context, access, outcome, refusal);
        access.Decisions++;
    }
}
