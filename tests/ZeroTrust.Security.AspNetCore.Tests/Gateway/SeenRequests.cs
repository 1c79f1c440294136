using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>The requests that reached the application, with all that proxying code would pass on.</summary>
internal sealed class SeenRequests
{
    private readonly ConcurrentQueue<Dictionary<string, StringValues>> _requests = new();

    public int Count => _requests.Count;

    public IReadOnlyList<IReadOnlyDictionary<string, StringValues>> All => [.. _requests];

    /// <summary>The one request that was seen.</summary>
    public IReadOnlyDictionary<string, StringValues> Headers => Assert.Single(_requests);

    /// <summary>The one token of the one request; null when it has none.</summary>
    public string? Token => Headers.TryGetValue("Authorization", out var values) ? Assert.Single(values)!["Bearer ".Length..] : null;

    /// <summary>The address of the last request, as it is passed on and as it was sent.</summary>
    public string Target { get; private set; } = "";

    public string Note(HttpContext context)
    {
        _requests.Enqueue(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        Target = $"{context.Request.Path}{context.Request.QueryString} {context.Features.Get<IHttpRequestFeature>()!.RawTarget}";
        return "seen";
    }

    public void Clear() => _requests.Clear();
}
