using Microsoft.AspNetCore.Builder;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>What <c>RequireOwner</c> returns: an endpoint builder on which the owner rule can be given an alternative.</summary>
/// <typeparam name="TBuilder">The endpoint builder that the rule was declared on.</typeparam>
public sealed class OwnerRuleBuilder<TBuilder> : IEndpointConventionBuilder
    where TBuilder : IEndpointConventionBuilder
{
    private readonly TBuilder _builder;
    private readonly RequireOwnerAttribute _rule;

    internal OwnerRuleBuilder(TBuilder builder, RequireOwnerAttribute rule)
    {
        _builder = builder;
        _rule = rule;
    }

    /// <summary>Lets callers who hold the permission in as well as the owner: one rule, of which either half is enough.</summary>
    /// <param name="permission">A permission such as <c>customers:read</c>; wrong syntax stops the start.</param>
    /// <returns>The endpoint builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="permission"/> is null or empty.</exception>
    public TBuilder OrPermission(string permission)
    {
        ArgumentException.ThrowIfNullOrEmpty(permission);
        _rule.OrPermission = permission;
        return _builder;
    }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _builder.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _builder.Finally(finallyConvention);
}
