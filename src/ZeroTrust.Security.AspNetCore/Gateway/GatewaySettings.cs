using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.ApiKeys;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>The settings in force. Immutable.</summary>
internal sealed class GatewaySettings
{
    /// <summary>The headers of identity that are a proof, by the name under which it is read: they go once it was.</summary>
    public static readonly string[] Credentials = [ApiKeyCompanion.Header];

    private readonly (PathString Path, string Audience)[] _routes;

    public GatewaySettings(GatewayOptions options)
    {
        RemovedHeaders = [.. options.RemoveHeaders];
        _routes =
        [
            .. options.Routes
                .SelectMany(static route => route.Value.Paths.Select(path => (Path: path.TrimEnd('/'), Audience: route.Value.Audience ?? route.Key)))
                .OrderByDescending(static route => route.Path.Length)
                .Select(static route => (new PathString(route.Path), route.Audience)),
        ];
    }

    /// <summary>What clients may not send, beside what is customary.</summary>
    public string[] RemovedHeaders { get; }

    /// <summary>The service behind a path; null when none is set.</summary>
    public string? AudienceOf(PathString path)
    {
        foreach (var (prefix, audience) in _routes)
        {
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return audience;
            }
        }

        return null;
    }
}
