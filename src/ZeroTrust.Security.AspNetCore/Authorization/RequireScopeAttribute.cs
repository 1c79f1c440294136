using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>Every one of the OAuth scopes must be in the token (RFC 6749 §3.3).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireScopeAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="scopes">At least one; an empty list or wrong syntax stops the start.</param>
    public RequireScopeAttribute(params string[] scopes) => Scopes = scopes is null ? [] : [.. scopes];

    /// <summary>What is asked for.</summary>
    /// <value>Names compare ordinally.</value>
    public IReadOnlyList<string> Scopes { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireAll(GrantKind.Scope, "RequireScope", Scopes);
}
