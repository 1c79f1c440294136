namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>What this service may put into tokens for one audience. Immutable.</summary>
/// <param name="granted">Permissions, and patterns whose last segment is <c>*</c>.</param>
internal sealed class AudienceGrant(IEnumerable<string> granted)
{
    private readonly PermissionSet _all = new([], granted, [], []);

    public static AudienceGrant Nothing { get; } = new([]);

    /// <summary>The permissions that are granted by their whole name.</summary>
    public string[] Named { get; } = [.. new PermissionSet([], granted, [], []).Permissions.Order(StringComparer.Ordinal)];

    public bool Covers(string permission) => _all.HasPermission(permission);
}
