using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>The settings of the HTTP side. Plain; read once when the pipeline is built.</summary>
internal sealed class HttpSettings
{
    /// <summary>Whether an endpoint that is anonymous without a reason stops the start.</summary>
    public bool RequireReasonForAnonymous { get; set; }

    /// <summary>How many of the allowed decisions are recorded, where the endpoint does not say.</summary>
    public double RecordAllowed { get; set; } = 1;

    /// <summary>What in configuration could not be read.</summary>
    public List<string> UnreadableFaults { get; } = [];

    /// <summary>The paths under which <c>access_token</c> in the query is read.</summary>
    public List<string> TokenInQuery { get; } = [];

    /// <summary>Every mistake, each naming the setting, the value and what is accepted.</summary>
    public IEnumerable<string> FindFaults() => UnreadableFaults.Concat(
        TokenInQuery
            .Where(static path => string.IsNullOrEmpty(path) || path.Length < 2 || path[0] != '/' || path[^1] == '/' || path.AsSpan().ContainsAny("?#*{ "))
            .Select(static path => $"ZeroTrust:TokenInQuery is '{path}'; use a path such as /hubs: it begins with a slash, ends without one and has no wildcard."));

    /// <summary>The paths in the form that requests are compared with.</summary>
    public PathString[] QueryPaths() => [.. TokenInQuery.Where(static path => path?.StartsWith('/') == true).Select(static path => new PathString(path))];
}
