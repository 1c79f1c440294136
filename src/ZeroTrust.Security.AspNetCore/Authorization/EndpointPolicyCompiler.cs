using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>Turns an endpoint's metadata into its policy.</summary>
internal sealed class EndpointPolicyCompiler(
    PermissionModel permissions, ITrustModel trust, IAuthorizationPolicyProvider framework, IOptions<AuthenticationOptions> schemes)
{
    private readonly FrameworkPolicies _framework = new(framework, schemes.Value);

    public bool HasFallback => _framework.HasFallback;

    public EndpointPolicy Compile(Endpoint endpoint)
    {
        var declarations = new AccessDeclarations(permissions, trust, endpoint as RouteEndpoint);
        foreach (var declaration in endpoint.Metadata.GetOrderedMetadata<AccessAttribute>())
        {
            declaration.DeclareIn(declarations);
        }

        var authorizes = FrameworkPolicies.Authorizes(endpoint);
        var anonymous = declarations.IsAnonymous || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (anonymous && (declarations.RequiresSomething || authorizes))
        {
            declarations.Faults.Add("It requires something and is anonymous as well: keep one of the two.");
        }

        declarations.Faults.AddRange(HubMethods.FindFaults(endpoint));
        var otherSchemes = authorizes && _framework.NamesOtherScheme(endpoint, declarations.Faults);
        var kind = KindOf(declarations, anonymous, authorizes);
        return new()
        {
            Kind = kind,
            Rules = kind == PolicyKind.Rules ? declarations.CompileRules() : [],
            CodeRules = kind == PolicyKind.Rules ? declarations.CompileCodeRules() : [],
            Callers = declarations.Callers,
            AnonymousReason = declarations.AnonymousReason,
            RunsFramework = kind == PolicyKind.Framework || (kind == PolicyKind.Rules && authorizes),
            IsFallback = kind == PolicyKind.Framework && !authorizes,
            TakesOtherSchemes = otherSchemes,
            ShortCircuits = ShortCircuit.IsOn(endpoint),
            Resource = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName,
            Faults = declarations.Faults,
        };
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
