using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>Only tokens issued to one of the named OAuth clients. It says which application asks, and proves no service.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireClientAttribute : AccessAttribute
{
    /// <summary>Declares the requirement.</summary>
    /// <param name="clients">At least one client id; an empty list stops the start.</param>
    public RequireClientAttribute(params string[] clients) => Clients = clients is null ? [] : [.. clients];

    /// <summary>What is asked for.</summary>
    /// <value>Names compare ordinally.</value>
    public IReadOnlyList<string> Clients { get; }

    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireClient(Clients);
}
