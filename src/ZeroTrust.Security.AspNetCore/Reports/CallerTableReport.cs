using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Reports;

/// <summary>Says at start where the table of callers and the endpoints do not meet: a wrong name in either is not silent.</summary>
internal sealed class CallerTableReport(PipelineRegistry pipeline, EndpointPolicies policies, ITrustModel trust, ILogger<CallerTableReport> logger)
{
    public void Write()
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var closed = new List<string>();
        foreach (var endpoint in pipeline.Routers.SelectMany(static router => router.Source.Endpoints).Distinct())
        {
            var rules = policies.For(endpoint).Rules.OfType<CallersTableRule>().ToArray();
            asked.UnionWith(rules.SelectMany(static rule => rule.Permissions));
            if (Array.Exists(rules, static rule => rule.IsClosed))
            {
                closed.Add(Line(endpoint));
            }
        }

        if (closed.Count > 0)
        {
            StartupLog.NotInTable(logger, closed.Count, string.Concat(closed));
        }

        var idle = trust.Current.Callers.Keys.Where(permission => !asked.Contains(permission)).Order(StringComparer.Ordinal).ToArray();
        if (idle.Length > 0)
        {
            StartupLog.EntriesWithoutEffect(logger, string.Join(", ", idle));
        }
    }

    private string Line(Endpoint endpoint)
    {
        var access = EndpointAccessReport.Describe(endpoint, policies.For(endpoint));
        return $"{Environment.NewLine}  {access.Methods} {access.Pattern}: {access.Requires}";
    }
}
