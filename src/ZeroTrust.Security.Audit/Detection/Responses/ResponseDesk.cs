using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Does what a rule says about whoever its first field names. For one thread.</summary>
internal sealed class ResponseDesk(ICallerThrottle throttle, IStepUpDemands stepUps, TokenRevoker? revoker, DetectionMetrics metrics, ILogger logger)
{
    /// <returns>What was done, in words.</returns>
    public IReadOnlyList<string> Respond(Detected detected)
    {
        if (detected.Rule.Responses.Count == 0)
        {
            return [];
        }

        var decision = detected.Trigger.Record.Decision;
        var caller = decision.Caller ?? Caller.Anonymous;
        var words = new List<string>(detected.Rule.Responses.Count);
        foreach (var response in detected.Rule.Responses)
        {
            words.Add(response.Kind switch
            {
                AuditResponseKind.Throttle => Throttle(KeyOf(detected.Rule.Fields[0].Kind, decision, caller), response.Duration),
                AuditResponseKind.RequireStepUp => RequireStepUp(caller.User, response),
                _ => Revoke(detected.Rule.Fields[0].Kind, caller),
            });
        }

        return words;
    }

    private static CallerKey KeyOf(AuditFieldKind field, in AuditDecision decision, Caller caller) => field switch
    {
        AuditFieldKind.ClientAddress => (decision.ForwardedAddress ?? decision.ClientAddress) is { } address ? CallerKey.OfNetwork(address) : default,
        AuditFieldKind.Client => CallerKey.OfClient(caller),
        AuditFieldKind.Actor or AuditFieldKind.User when caller.User is { } user => CallerKey.OfUser(user),
        AuditFieldKind.Actor or AuditFieldKind.Service when caller.Service is { } service => CallerKey.OfService(service),
        _ => default,
    };

    private string Throttle(CallerKey key, TimeSpan duration)
    {
        var done = throttle.Throttle(key, duration);
        metrics.Responded("throttle", done);
        if (!done)
        {
            DetectionLog.ThrottleFull(logger, CallerThrottle.MaxCallers);
        }

        return done ? $"throttled for {duration:c}" : "not throttled: too many are";
    }

    private string RequireStepUp(UserIdentity? user, AuditResponse response)
    {
        if (user is null)
        {
            metrics.Responded("step_up", done: false);
            return "no step-up required: a service has no sign-in";
        }

        var done = stepUps.Demand(user, response.Duration, response.AcrValues.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        metrics.Responded("step_up", done);
        if (!done)
        {
            DetectionLog.StepUpFull(logger, StepUpDemands.MaxUsers);
        }

        return done ? $"step-up required for {response.Duration:c}" : "no step-up required: too many are";
    }

    private string Revoke(AuditFieldKind field, Caller caller) =>
        revoker?.TryAsk(field, caller) == true ? "tokens are being revoked" : "tokens not revoked: too many are being";
}
