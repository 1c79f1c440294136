using System.Globalization;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What is wrong with one rule, as sentences that go on from its name.</summary>
internal static class RuleFaults
{
    private const int MostEvents = 1000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IEnumerable<string> Of(AuditRule rule, bool canRevoke)
    {
        if (rule.Types.Count == 0)
        {
            yield return "looks at no event; say On with at least one type.";
        }

        foreach (var type in rule.Types.Where(static type => type.StartsWith("detection.", StringComparison.Ordinal)))
        {
            yield return $"looks at '{type}'; what detection itself records cannot be counted.";
        }

        if (rule.Fields.Count == 0 || rule.Fields.Any(static field => field.Kind == AuditFieldKind.None))
        {
            yield return $"counts by nothing; say By with at least one of {string.Join(", ", AuditField.All)}, detail:NAME.";
        }

        if (rule.Outcomes.Any(static outcome => !Enum.IsDefined(outcome)))
        {
            yield return "looks at an outcome that is none.";
        }

        if (rule.Keys is < 1024 or > 1_048_576)
        {
            yield return $"keeps {rule.Keys} keys; use MaxKeys 1024 to 1048576.";
        }

        if (rule.Pause is { } pause && (pause < (rule.Window ?? Second) || pause > Day))
        {
            yield return $"has the cool-down {pause}; use its Within ({rule.Window ?? Second}) to {Day}.";
        }

        foreach (var fault in OfKind(rule).Concat(rule.Responses.SelectMany(response => ResponseFaults.Of(rule, response, canRevoke))))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> OfKind(AuditRule rule) => rule.Kind switch
    {
        AuditRuleKind.FirstSeen => OfFirstSeen(rule),
        _ => [.. OfWindow(rule), .. OfOther(rule)],
    };

    private static IEnumerable<string> OfFirstSeen(AuditRule rule)
    {
        if (rule.Learning < TimeSpan.FromMinutes(1) || rule.Learning > TimeSpan.FromDays(30))
        {
            yield return $"learns for {rule.Learning}; use 00:01:00 to 30.00:00:00.";
        }

        if (rule.Other.Kind == AuditFieldKind.None)
        {
            yield return "looks for the first value of no field.";
        }

        if (rule.Least is not null || rule.Window is not null)
        {
            yield return "looks for what is seen first, and takes neither AtLeast nor Within.";
        }
    }

    private static IEnumerable<string> OfOther(AuditRule rule)
    {
        if (rule.Kind == AuditRuleKind.Distinct && rule.Other.Kind == AuditFieldKind.None)
        {
            yield return "counts the values of no field.";
        }

        if (rule.Kind == AuditRuleKind.Sequence && (!Enum.IsDefined(rule.Then) || rule.Outcomes.Contains(rule.Then)))
        {
            yield return $"is followed by {rule.Then}; use an outcome that is none of those before it.";
        }

        if (rule.Kind == AuditRuleKind.Baseline && rule.Factor is not (>= 2 and <= 1000))
        {
            yield return $"takes {rule.Factor.ToString(CultureInfo.InvariantCulture)} times the average; use AboveOwnAverage 2 to 1000.";
        }
    }

    private static IEnumerable<string> OfWindow(AuditRule rule)
    {
        if (rule.Least is not (>= 1 and <= MostEvents))
        {
            yield return rule.Least is { } least ? $"takes {least} events; use AtLeast 1 to {MostEvents}." : "does not say how many events it takes; say AtLeast.";
        }

        if (rule.Window is not { } window)
        {
            yield return "does not say within what time; say Within.";
        }
        else if (window < Second || window > Day)
        {
            yield return $"looks at {window}; use Within {Second} to {Day}.";
        }
    }
}
