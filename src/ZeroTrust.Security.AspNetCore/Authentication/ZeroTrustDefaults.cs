namespace ZeroTrust.Security;

/// <summary>Names that other parts of an application refer to.</summary>
public static class ZeroTrustDefaults
{
    /// <summary>The authentication scheme, for <c>[Authorize(AuthenticationSchemes = …)]</c>.</summary>
    public const string AuthenticationScheme = "ZeroTrust";

    /// <summary>The claim type under which <c>HttpContext.User</c> holds the caller's roles. A token's own claim of that name is left out.</summary>
    public const string RoleClaimType = "zerotrust:role";
}
