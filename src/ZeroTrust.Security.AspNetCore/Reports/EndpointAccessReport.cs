using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Reports;

/// <summary>Reads the report off the compiled policies.</summary>
internal sealed class EndpointAccessReport(PipelineRegistry pipeline, EndpointPolicies policies) : IEndpointAccessReport
{
    public const string NoReason = "no reason given";

    public IReadOnlyList<EndpointAccess> Endpoints =>
        [.. pipeline.Routers
            .SelectMany(static router => router.Source.Endpoints)
            .Distinct()
            .Select(endpoint => Describe(endpoint, policies.For(endpoint)))
            .OrderBy(static access => access.Pattern, StringComparer.Ordinal)
            .ThenBy(static access => access.Methods, StringComparer.Ordinal)];

    public static EndpointAccess Describe(Endpoint endpoint, EndpointPolicy policy) => new(
        string.Join(' ', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["*"]),
        policy.Resource ?? "(unnamed)",
        Requirements(policy),
        Callers(policy),
        policy.Kind == PolicyKind.Anonymous ? policy.AnonymousReason ?? NoReason : null);

    private static string Requirements(EndpointPolicy policy) => policy.Kind switch
    {
        PolicyKind.Anonymous => "nothing",
        PolicyKind.Framework => policy.IsFallback ? "the fallback policy" : "its authorization policy",
        PolicyKind.Rules => string.Join("; ", DescribeRules(policy)),
        PolicyKind.Invalid => "denied: its declarations are wrong",
        _ => "denied: nothing declared",
    };

    private static IEnumerable<string> DescribeRules(EndpointPolicy policy)
    {
        // The first rule, that somebody is proven, goes without saying where there is another.
        var rules = policy.Rules.Skip(policy.Rules.Length + policy.CodeRules.Length > 1 ? 1 : 0).Select(static rule => rule.Description);
        return rules
            .Concat(policy.CodeRules.Select(static _ => "a rule in code"))
            .Concat(policy.RunsFramework ? ["its authorization policy"] : Array.Empty<string>());
    }

    private static string Callers(EndpointPolicy policy) => policy.Kind switch
    {
        PolicyKind.Anonymous => "anybody",
        PolicyKind.Framework => "either",
        PolicyKind.Rules => policy.Callers switch
        {
            CallerKinds.Either => "either",
            CallerKinds.User => "user",
            CallerKinds.Service => "service",
            _ => "user and service",
        },
        _ => "nobody",
    };
}
