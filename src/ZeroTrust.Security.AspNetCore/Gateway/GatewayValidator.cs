using System.Buffers;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Checks <c>Gateway</c> as a whole and names every fault at once. Written by hand: no reflection.</summary>
internal sealed class GatewayValidator : IValidateOptions<GatewayOptions>
{
    // A gateway without them is none.
    private static readonly string[] Needed =
        ["Authorization", "Host", "Connection", "Upgrade", "Content-Length", "Content-Type", "Transfer-Encoding", "Accept", "Origin"];

    private static readonly SearchValues<char> NoPathCharacters = SearchValues.Create("?#*{%\\ ");

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        foreach (var header in options.RemoveHeaders)
        {
            if (FindFault(header) is { } fault)
            {
                result.AddError(fault, $"{options.SectionPath}:{nameof(options.RemoveHeaders)}");
            }
        }

        CheckRoutes(options, result);
        return result.Build();
    }

    private static string? FindFault(string? header)
    {
        var name = header is { Length: > 1 } && header[^1] == '*' ? header[..^1] : header;
        if (!HeaderSet.IsName(name) || name!.Contains('*'))
        {
            return $"has {Shown.Value(header ?? "")}; use names of headers such as X-Shop-Customer, or a beginning such as X-Shop-*.";
        }

        var set = new HeaderSet(header!);
        return Array.Find(Needed, needed => set.Contains(needed)) is { } lost ? $"has {Shown.Value(header!)}, which would remove {lost}." : null;
    }

    private static void CheckRoutes(GatewayOptions options, ValidateOptionsResultBuilder result)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, route) in options.Routes)
        {
            var setting = $"{options.SectionPath}:{nameof(options.Routes)}:{name}";
            if (!AudienceName.IsValid(route.Audience ?? name))
            {
                result.AddError($"is {Shown.Value(route.Audience ?? name)}; use {AudienceName.Accepted}.", $"{setting}:{nameof(route.Audience)}");
            }

            if (route.Paths.Count == 0)
            {
                result.AddError("is missing; name the paths behind which the service stands, such as /orders.", $"{setting}:{nameof(route.Paths)}");
            }

            foreach (var path in route.Paths)
            {
                if (!IsPath(path))
                {
                    result.AddError($"has {Shown.Value(path ?? "")}; use a path such as /orders: it begins with a slash, ends without one and has no wildcard.", $"{setting}:{nameof(route.Paths)}");
                }
                else if (!seen.TryAdd(path, name))
                {
                    result.AddError($"has {Shown.Value(path)}, which {(seen[path] == name ? "is there twice" : $"leads to {Shown.Value(seen[path])} already")}.", $"{setting}:{nameof(route.Paths)}");
                }
            }
        }
    }

    private static bool IsPath(string? path) =>
        path is { Length: > 0 } && path[0] == '/' && (path.Length == 1 || path[^1] != '/')
        && !path.Contains("//", StringComparison.Ordinal) && !path.AsSpan().ContainsAny(NoPathCharacters);
}
