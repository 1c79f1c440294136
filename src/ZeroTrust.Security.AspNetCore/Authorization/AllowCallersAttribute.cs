using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>Only the named services may call, each proven by its own credential. A user token&#39;s client is no service: see <c>RequireClient</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AllowCallersAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="services">At least one service name; an empty list stops the start.</param>
    public AllowCallersAttribute(params string[] services) => Services = services is null ? [] : [.. services];

    /// <summary>What is asked for.</summary>
    /// <value>Names compare ordinally.</value>
    public IReadOnlyList<string> Services { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.AllowCallers(Services);
}
