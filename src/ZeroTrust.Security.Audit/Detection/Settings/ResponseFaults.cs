namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What is wrong with what a rule does, as sentences that go on from its name.</summary>
internal static class ResponseFaults
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IEnumerable<string> Of(AuditRule rule, AuditResponse response, bool canRevoke)
    {
        var first = rule.Fields.Count > 0 ? rule.Fields[0] : default;
        return response.Kind switch
        {
            AuditResponseKind.Throttle => OfThrottle(rule, first, response.Duration),
            AuditResponseKind.RequireStepUp => OfStepUp(rule, first, response),
            _ => OfRevocation(first, canRevoke),
        };
    }

    private static IEnumerable<string> OfThrottle(AuditRule rule, AuditField first, TimeSpan duration)
    {
        if (!IsCaller(first) && first.Kind != AuditFieldKind.ClientAddress)
        {
            yield return $"throttles by '{first}'; begin By with actor, user, service, client or address.";
        }

        if (duration < rule.Quiet || duration > Day)
        {
            yield return $"throttles for {duration}; use its cool-down ({rule.Quiet}) to {Day}, or the throttle ends before it may raise another alert.";
        }
    }

    private static IEnumerable<string> OfRevocation(AuditField first, bool canRevoke)
    {
        if (!IsCaller(first))
        {
            yield return $"revokes tokens by '{first}'; begin By with actor, user, service or client.";
        }

        if (!canRevoke)
        {
            yield return "revokes tokens, and there is no IRevocationService.";
        }
    }

    private static IEnumerable<string> OfStepUp(AuditRule rule, AuditField first, AuditResponse response)
    {
        if (first.Kind is not (AuditFieldKind.Actor or AuditFieldKind.User))
        {
            yield return $"requires a step-up by '{first}'; begin By with actor or user.";
        }

        if (response.Duration < rule.Quiet || response.Duration > StepUpDemands.Longest)
        {
            yield return $"requires a step-up for {response.Duration}; use its cool-down ({rule.Quiet}) to {StepUpDemands.Longest}.";
        }

        if (response.AcrValues.Length > 0 && !response.AcrValues.Split(' ').All(StepUpDemands.IsAcrValue))
        {
            yield return "requires a step-up of a class that is none; use 1 to 256 printable characters of ASCII without space, quotation mark and backslash.";
        }
    }

    private static bool IsCaller(AuditField field) => field.Kind is AuditFieldKind.Actor or AuditFieldKind.User or AuditFieldKind.Service or AuditFieldKind.Client;
}
