using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Gateway;
using ZeroTrust.Security.AspNetCore.Reports;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// Looks at the whole pipeline once it is built, and refuses to start with an unprotected door in it. All that is wrong is said in
/// one message. The outermost startup filter, so that it sees what the others add.
/// </summary>
internal sealed class StartupCheck : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        Check(app.ApplicationServices);
    };

    private static void Check(IServiceProvider services)
    {
        var pipeline = services.GetRequiredService<PipelineRegistry>();
        var policies = services.GetRequiredService<EndpointPolicies>();
        var settings = services.GetRequiredService<IOptions<HttpSettings>>().Value;
        var recorder = services.GetRequiredService<DecisionRecorder>();

        var faults = new List<string>([.. pipeline.Faults, .. settings.FindFaults()]);
        if (pipeline.Routers.Count == 0)
        {
            faults.Add("AddZeroTrust is called and UseZeroTrust is not: call app.UseZeroTrust() before mapping endpoints, or nothing would be protected.");
        }
        else
        {
            FindUnguarded(pipeline, services.GetRequiredService<EndpointDataSource>(), faults);
        }

        if (!pipeline.HasGateway && services.GetService<GatewaySettings>() is not null)
        {
            faults.Add("AddGateway is called and UseZeroTrustGateway is not: call app.UseZeroTrustGateway() before app.UseZeroTrust(), or what clients send would be handed on.");
        }

        FindWrongDeclarations(pipeline, policies, settings, recorder, faults);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"ZeroTrust cannot start:{string.Concat(faults.Select(static fault => $"{Environment.NewLine}- {fault}"))}");
        }

        services.GetRequiredService<StartupReport>().Write(settings);
    }

    /// <summary>Endpoints that live only in routers which <c>UseZeroTrust</c> does not stand behind.</summary>
    private static void FindUnguarded(PipelineRegistry pipeline, EndpointDataSource all, List<string> faults)
    {
        var guarded = pipeline.Routers.SelectMany(static router => router.Application?.DataSources ?? []).ToHashSet();
        var sources = all is CompositeEndpointDataSource composite ? composite.DataSources : [all];
        var names = sources
            .Where(source => !guarded.Contains(source))
            .SelectMany(static source => source.Endpoints)
            .Select(static endpoint => endpoint.DisplayName ?? "(unnamed)")
            .ToList();
        if (names.Count > 0)
        {
            faults.Add($"UseZeroTrust does not stand behind the routing of {string.Join(", ", names)}: in a branch, and in a host without WebApplication, "
                + "call UseZeroTrust in place of UseRouting, on the same pipeline as UseEndpoints.");
        }
    }

    private static void FindWrongDeclarations(
        PipelineRegistry pipeline, EndpointPolicies policies, HttpSettings settings, DecisionRecorder recorder, List<string> faults)
    {
        foreach (var endpoint in pipeline.Routers.SelectMany(static router => router.Source.Endpoints).Distinct())
        {
            var policy = policies.For(endpoint);
            faults.AddRange(FaultsOf(policy, settings).Concat(RecordFaultsOf(policy, recorder)).Select(fault => $"{endpoint.DisplayName ?? policy.Resource}: {fault}"));
        }
    }

    private static IEnumerable<string> FaultsOf(EndpointPolicy policy, HttpSettings settings)
    {
        foreach (var fault in policy.Faults)
        {
            yield return fault;
        }

        if (policy.ShortCircuits && policy.Kind != PolicyKind.Anonymous)
        {
            yield return "It short-circuits routing and would run before UseZeroTrust can decide: declare it anonymous, or remove ShortCircuit.";
        }

        if (settings.RequireReasonForAnonymous && policy is { Kind: PolicyKind.Anonymous, AnonymousReason: null })
        {
            yield return "It is anonymous and gives no reason: use AllowAnonymousBecause (ZeroTrust:RequireReasonForAnonymous is true).";
        }
    }

    private static IEnumerable<string> RecordFaultsOf(EndpointPolicy policy, DecisionRecorder recorder)
    {
        if (!recorder.IsRequired(policy))
        {
            yield break;
        }

        if (!recorder.CanRequire)
        {
            yield return "Its decisions must be on record before it runs (AuditClass.Required), and no journal can promise that: call AddAuditJournal, or declare AuditAs(AuditClass.Buffered).";
        }

        if (policy.ShortCircuits)
        {
            yield return "It short-circuits routing, which waits for no record, and its decisions must be on record before it runs (AuditClass.Required): remove ShortCircuit, or declare AuditAs(AuditClass.Buffered).";
        }
    }
}
