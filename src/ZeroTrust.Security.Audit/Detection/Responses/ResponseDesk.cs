using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Does what a rule says about whoever its first field names. For one thread.</summary>
internal sealed class ResponseDesk(ICallerThrottle throttle, TokenRevoker? revoker, DetectionMetrics metrics, ILogger logger)
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
            words.Add(response.Throttling is { } duration
                ? Throttle(KeyOf(detected.Rule.Fields[0].Kind, decision, caller), duration)
                : Revoke(detected.Rule.Fields[0].Kind, caller));
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

    private string Revoke(AuditFieldKind field, Caller caller) =>
        revoker?.TryAsk(field, caller) == true ? "tokens are being revoked" : "tokens not revoked: too many are being";
}
