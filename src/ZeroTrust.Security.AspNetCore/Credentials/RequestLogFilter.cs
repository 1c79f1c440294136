using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>
/// Silences the host's log of requests, which prints the query before any middleware runs, once tokens may stand in the query.
/// Whatever other rules say for the category, at whatever provider, gives way.
/// </summary>
internal sealed class RequestLogFilter(IOptions<HttpSettings> settings) : IPostConfigureOptions<LoggerFilterOptions>
{
    public const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (settings.Value.TokenInQuery.Count == 0)
        {
            return;
        }

        var providers = options.Rules.Select(static rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList();
        foreach (var provider in providers)
        {
            options.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, null));
        }
    }
}
