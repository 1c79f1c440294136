using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// Only the named services may call, each proven by its own credential; without names, those that <c>ZeroTrust:Callers</c> lists under
/// every permission the endpoint requires. A user token&#39;s client is no service: see <c>RequireClient</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AllowCallersAttribute : AccessAttribute
{
    /// <summary>Has the table of callers decide. A permission without an entry there lets no service in.</summary>
    public AllowCallersAttribute()
    {
        Services = [];
        ByTable = true;
    }

    /// <summary>Names the services.</summary>
    /// <param name="services">At least one service name; an empty list stops the start.</param>
    public AllowCallersAttribute(params string[] services) => Services = services is null ? [] : [.. services];

    /// <summary>What is asked for.</summary>
    /// <value>Names compare ordinally; empty when the table decides.</value>
    public IReadOnlyList<string> Services { get; }

    /// <summary>Whether <c>ZeroTrust:Callers</c> decides.</summary>
    /// <value><see langword="true"/> without names. An empty list of names is not that.</value>
    public bool ByTable { get; }

    internal override void DeclareIn(AccessDeclarations declarations)
    {
        if (ByTable)
        {
            declarations.AllowCallersInTable();
        }
        else
        {
            declarations.AllowCallers(Services);
        }
    }
}
