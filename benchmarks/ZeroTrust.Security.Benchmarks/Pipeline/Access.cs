namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>How the endpoint says who may call it.</summary>
internal enum Access
{
    /// <summary>A scope and a permission: <c>RequireScope</c> and <c>RequirePermission</c> with us, a policy with the framework.</summary>
    ScopeAndPermission,

    /// <summary>Plain <c>[Authorize]</c>.</summary>
    Authorize,
}
