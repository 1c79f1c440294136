using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// Hears of every match that any router makes, once there is a router beside ours. A match outside <c>UseZeroTrust</c> is replaced by a stand-in that runs nothing
/// without a decision; so default deny holds for routers in front of it, beside it, and for endpoints that appear later.
/// </summary>
internal sealed class RoutingGuard(AccessGate gate, EndpointPolicies policies) : IObserver<KeyValuePair<string, object?>>
{
    private const string EndpointMatched = "Microsoft.AspNetCore.Routing.EndpointMatched";

    private readonly ConditionalWeakTable<Endpoint, GuardedEndpoint> _guarded = [];

    /// <summary>The one event wanted; for all others the framework goes on as if nobody listened.</summary>
    public static bool Wants(string name) => string.Equals(name, EndpointMatched, StringComparison.Ordinal);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Wants(value.Key) && value.Value is HttpContext context && context.GetEndpoint() is { } endpoint)
        {
            OnMatch(context, endpoint);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void OnMatch(HttpContext context, Endpoint endpoint)
    {
        var access = RequestAccess.Of(context);
        var policy = policies.ForRouted(endpoint);
        if (policy.ShortCircuits)
        {
            OnShortCircuit(context, access, endpoint, policy);
        }

        if (access is { IsRouting: true })
        {
            access.EndRouting(policy);
            return;
        }

        access ??= RequestAccess.Begin(context);
        var guarded = _guarded.GetValue(endpoint, original => new GuardedEndpoint(original, gate));
        access.Extras.Guarded = guarded;
        context.SetEndpoint(guarded.StandIn);
    }

    /// <summary>Routing runs such an endpoint right after this event and asks nobody: throwing is all that stops it.</summary>
    private void OnShortCircuit(HttpContext context, RequestAccess? access, Endpoint endpoint, EndpointPolicy policy)
    {
        if (policy.Kind != PolicyKind.Anonymous)
        {
            throw new InvalidOperationException(
                $"The endpoint '{endpoint.DisplayName}' short-circuits routing, which UseZeroTrust cannot stand behind: declare it anonymous, or remove ShortCircuit.");
        }

        if (gate.WaitsForRecord(policy))
        {
            throw new InvalidOperationException(
                $"The endpoint '{endpoint.DisplayName}' short-circuits routing, which waits for no record: remove ShortCircuit, or declare AuditAs(AuditClass.Buffered).");
        }

        gate.RecordShortCircuit(context, access ?? new RequestAccess(), policy);
    }
}
