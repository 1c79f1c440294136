using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Reports;

/// <summary>Says once, at start, who may call what.</summary>
internal sealed class StartupReport(
    IEndpointAccessReport report, EndpointPolicies policies, CallerTableReport table, ClaimsTransformation transformation, ILogger<StartupReport> logger)
{
    public void Write(HttpSettings settings)
    {
        var endpoints = report.Endpoints;
        StartupLog.Report(logger, endpoints.Count, Lines(endpoints));
        Warn(endpoints.Where(static endpoint => endpoint.IsDenied), StartupLog.Undeclared);
        Warn(endpoints.Where(static endpoint => endpoint.AnonymousReason == EndpointAccessReport.NoReason), StartupLog.NoReason);
        table.Write();
        if (policies.HasFallback)
        {
            StartupLog.FallbackPolicy(logger);
        }

        if (transformation.TypeName is { } type)
        {
            StartupLog.ClaimsTransformation(logger, type);
        }

        if (settings.TokenInQuery.Count > 0)
        {
            StartupLog.TokenInQuery(logger, string.Join(", ", settings.TokenInQuery));
        }
    }

    private static string Lines(IEnumerable<EndpointAccess> endpoints) => string.Concat(endpoints.Select(static endpoint =>
        $"{Environment.NewLine}  {endpoint.Methods} {endpoint.Pattern}: {endpoint.Requires} [{endpoint.Callers}]{Because(endpoint)}"));

    private static string Because(EndpointAccess endpoint) => endpoint.AnonymousReason is { } reason ? $" because: {reason}" : "";

    private void Warn(IEnumerable<EndpointAccess> endpoints, Action<ILogger, int, string> write)
    {
        var list = endpoints.ToList();
        if (list.Count > 0)
        {
            write(logger, list.Count, Lines(list));
        }
    }
}
