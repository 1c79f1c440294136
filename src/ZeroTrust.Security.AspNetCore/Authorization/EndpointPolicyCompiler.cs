using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.Rechecks;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>Turns an endpoint's metadata into its policy.</summary>
internal sealed class EndpointPolicyCompiler(
    PermissionModel permissions,
    ITrustModel trust,
    IAuthorizationPolicyProvider framework,
    IOptions<AuthenticationOptions> schemes,
    FrameworkDefaults defaults,
    ClientCertificates? certificates = null)
{
    private readonly FrameworkPolicies _framework = new(framework, schemes.Value);

    public bool HasFallback => _framework.HasFallback;

    public EndpointPolicy Compile(Endpoint endpoint)
    {
        var declarations = new AccessDeclarations(permissions, trust, certificates, endpoint as RouteEndpoint);
        foreach (var declaration in endpoint.Metadata.GetOrderedMetadata<AccessAttribute>())
        {
            declaration.DeclareIn(declarations);
        }

        declarations.Complete();

        var authorizes = FrameworkPolicies.Authorizes(endpoint);
        var anonymous = declarations.IsAnonymous || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (anonymous && (declarations.RequiresSomething || authorizes))
        {
            declarations.Faults.Add("It requires something and is anonymous as well: keep one of the two.");
        }

        declarations.Faults.AddRange(HubMethods.FindFaults(endpoint));
        AuthorizationPolicy? policy = null;
        var isKnown = authorizes && _framework.TryCombine(endpoint, declarations.Faults, out policy);
        var kind = KindOf(declarations, anonymous, authorizes);
        var runsFramework = kind == PolicyKind.Framework || (kind == PolicyKind.Rules && authorizes);
        return new()
        {
            Kind = kind,
            Rules = kind == PolicyKind.Rules ? declarations.CompileRules() : [],
            CodeRules = kind == PolicyKind.Rules ? declarations.CompileCodeRules() : [],
            Callers = declarations.Callers,
            TakesTwoCredentials = kind == PolicyKind.Rules && declarations.AsksForTwo,
            AnonymousReason = declarations.AnonymousReason,
            RunsFramework = runsFramework,
            IsFallback = kind == PolicyKind.Framework && !authorizes,
            TakesOtherSchemes = isKnown && _framework.NamesOtherScheme(policy),
            Plain = runsFramework ? PlainOf(endpoint, policy) : null,
            ShortCircuits = ShortCircuit.IsOn(endpoint),
            StaysOpen = declarations.RechecksWhileOpen || LongRequests.Declares(endpoint),
            AuditClass = declarations.AuditClass,
            Sample = declarations.Sample,
            Resource = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName,
            Faults = declarations.Faults,
        };
    }

    /// <summary>The policy in our reading, if the framework decides as it comes and the endpoint adds nothing of its own.</summary>
    private PlainPolicy? PlainOf(Endpoint endpoint, AuthorizationPolicy? policy)
    {
        if (!defaults.AreUntouched
            || endpoint.Metadata.GetMetadata<IAuthorizationRequirementData>() is not null
            || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return null;
        }

        return policy is not null || _framework.TryCombine(endpoint, [], out policy) ? PlainPolicy.Of(policy) : null;
    }

    private PolicyKind KindOf(AccessDeclarations declarations, bool anonymous, bool authorizes) => (declarations, anonymous, authorizes) switch
    {
        ({ Faults.Count: > 0 }, _, _) => PolicyKind.Invalid,
        (_, true, _) => PolicyKind.Anonymous,
        ({ RequiresSomething: true }, _, _) => PolicyKind.Rules,
        (_, _, true) => PolicyKind.Framework,
        _ => HasFallback ? PolicyKind.Framework : PolicyKind.Undeclared,
    };
}
