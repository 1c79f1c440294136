using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>All declarations of one endpoint, compiled once. Immutable, shared by threads.</summary>
internal sealed class EndpointPolicy
{
    public static EndpointPolicy NoEndpoint { get; } = new() { Kind = PolicyKind.NoEndpoint };

    public static EndpointPolicy RoutingAnswer { get; } = new() { Kind = PolicyKind.RoutingAnswer };

    public required PolicyKind Kind { get; init; }

    /// <summary>The rules, in the order they are asked.</summary>
    public AccessRule[] Rules { get; init; } = [];

    /// <summary>The rules in code, asked after all others have held.</summary>
    public Func<Caller, HttpContext, ValueTask<bool>>[] CodeRules { get; init; } = [];

    public CallerKinds Callers { get; init; }

    /// <summary>Whether it asks for a service and for something that a user's token answers: such endpoints alone take two credentials.</summary>
    public bool TakesTwoCredentials { get; init; }

    /// <summary>Why the endpoint is anonymous; null when it is not, or nobody said.</summary>
    public string? AnonymousReason { get; init; }

    /// <summary>Whether the framework's authorization runs after our decision.</summary>
    public bool RunsFramework { get; init; }

    /// <summary>The framework's policy, where a verified token can be asked itself; null where only the framework can decide.</summary>
    public PlainPolicy? Plain { get; init; }

    /// <summary>Whether the fallback policy is what the framework runs.</summary>
    public bool IsFallback { get; init; }

    /// <summary>Whether <c>[Authorize]</c> names a scheme other than ours, so that another <c>Authorization</c> header is for it.</summary>
    public bool TakesOtherSchemes { get; init; }

    /// <summary>Whether routing runs the endpoint itself, before any middleware behind it.</summary>
    public bool ShortCircuits { get; init; }

    /// <summary>Whether its requests may be long ones, so that their callers are looked at again while they are open.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>What is promised of its allowed decisions; null where the settings decide.</summary>
    public AuditClass? AuditClass { get; init; }

    /// <summary>Which of its allowed decisions are recorded; null where the settings decide.</summary>
    public AllowedSample? Sample { get; init; }

    /// <summary>The route pattern, for events.</summary>
    public string? Resource { get; init; }

    /// <summary>What is wrong with the declarations.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Asks every rule but those in code. Null when the caller may go on.</summary>
    public Refusal? Check(Caller caller, HttpContext context) => Kind switch
    {
        PolicyKind.Rules => CheckRules(caller, context),
        PolicyKind.Anonymous or PolicyKind.Framework => null,
        _ when !caller.IsAuthenticated => Refusal.NoCredential,
        PolicyKind.RoutingAnswer => null,
        PolicyKind.NoEndpoint => Refusal.NoEndpoint,
        PolicyKind.Invalid => Refusal.DeclarationInvalid,
        _ => Refusal.Undeclared,
    };

    private Refusal? CheckRules(Caller caller, HttpContext context)
    {
        foreach (var rule in Rules)
        {
            if (rule.Check(caller, context) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
