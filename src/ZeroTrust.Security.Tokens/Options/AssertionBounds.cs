namespace ZeroTrust.Security;

/// <summary>
/// What an issuer may say of a caller. Each list names what is allowed, <c>*</c> stands for all of its kind, an empty list for
/// nothing. What a token says beyond it is dropped and counted.
/// </summary>
public sealed class AssertionBounds
{
    /// <summary>Roles.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Roles { get; init => field = [.. value]; } = [];

    /// <summary>Permissions: names, or patterns such as <c>orders:*</c>.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Permissions { get; init => field = [.. value]; } = [];

    /// <summary>Scopes.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Scopes { get; init => field = [.. value]; } = [];

    /// <summary>Tenants.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Tenants { get; init => field = [.. value]; } = [];

    /// <summary>Names of services, for an issuer that speaks for several.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Services { get; init => field = [.. value]; } = [];

    /// <summary>Bounds that allow everything: <c>"MayAssert": "*"</c> in configuration.</summary>
    /// <returns>A new instance.</returns>
    public static AssertionBounds All() =>
        new() { Roles = ["*"], Permissions = ["*"], Scopes = ["*"], Tenants = ["*"], Services = ["*"] };
}
