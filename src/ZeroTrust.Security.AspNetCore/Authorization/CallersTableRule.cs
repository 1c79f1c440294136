using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// The table of callers lists the service under the permissions that the endpoint requires; no entry lists nobody. Where one of
/// several permissions is enough, it must be one that the caller holds. Reloads of the table count from the next request on.
/// </summary>
/// <param name="trust">Where the table is.</param>
/// <param name="alternatives">What may be required: of each, every permission.</param>
internal sealed class CallersTableRule(ITrustModel trust, PermissionRequirement[] alternatives) : AccessRule
{
    private static readonly Refusal NotListed = new(Answer.AccessDenied, "caller_not_in_table");

    // The table as it was read last. Requests of before a reload may have it read once more.
    private volatile Reading? _reading;

    public override string Description { get; } =
        $"service in Callers for {string.Join(" or ", alternatives.Select(static one => string.Join(" and ", one.Grants.Select(static grant => grant.Name))))}";

    /// <summary>The permissions whose entries it reads.</summary>
    public IEnumerable<string> Permissions => alternatives.SelectMany(static one => one.Grants).Select(static grant => grant.Name);

    /// <summary>Whether the table lets no service in at this moment.</summary>
    public bool IsClosed => Array.TrueForAll(Read(trust.Current).Services, static services => services.Count == 0);

    public override Refusal? Check(Caller caller, HttpContext context)
    {
        if (caller.Service is not { } service)
        {
            return NotListed;
        }

        // A decision is made under the settings that the token was verified under; other proofs have none.
        var listed = Read(RequestAccess.Of(context)?.Trust ?? trust.Current).Services;
        for (var i = 0; i < listed.Length; i++)
        {
            if (listed[i].Contains(service.Name) && alternatives[i].IsMetBy(caller.Permissions))
            {
                return null;
            }
        }

        return NotListed;
    }

    private Reading Read(TrustView view)
    {
        var reading = _reading;
        return ReferenceEquals(reading?.View, view) ? reading : _reading = new(view, Array.ConvertAll(alternatives, one => ListedIn(view, one)));
    }

    private static FrozenSet<string> ListedIn(TrustView view, PermissionRequirement permissions) => permissions.Grants
        .Select(grant => view.Callers.TryGetValue(grant.Name, out var services) ? services : [])
        .Aggregate(static (all, services) => [.. all.Intersect(services, StringComparer.Ordinal)])
        .ToFrozenSet(StringComparer.Ordinal);

    private sealed record Reading(TrustView View, FrozenSet<string>[] Services);
}
