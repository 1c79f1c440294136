using System.Collections.Frozen;

namespace ZeroTrust.Security;

/// <summary>
/// What one caller holds: permissions, scopes and roles. Names compare ordinally; only what a local role grants may be a pattern
/// with <c>*</c> as its last segment. Immutable, shared by threads.
/// </summary>
public sealed class PermissionSet
{
    private readonly FrozenSet<string> _permissions;
    private readonly bool _allNamesValid;
    private readonly string[] _prefixes;
    private readonly FrozenSet<string> _scopes;
    private readonly FrozenSet<string> _roles;

    // The answers to every grant that endpoints ask for, as bits; replaced whole when the model has grown.
    private volatile PermissionBits _bits = PermissionBits.None;

    /// <summary>Makes a set from what a token carries and what the role table adds.</summary>
    /// <param name="permissions">Permission names from the token; a <c>*</c> in them is an ordinary character that no requirement can contain.</param>
    /// <param name="patterns">What the caller's local roles grant: names, or patterns such as <c>orders:*</c> and <c>*</c>.</param>
    /// <param name="scopes">Scopes from the token.</param>
    /// <param name="roles">Roles from the token.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public PermissionSet(
        IEnumerable<string> permissions, IEnumerable<string> patterns, IEnumerable<string> scopes, IEnumerable<string> roles)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(roles);

        var names = new HashSet<string>(permissions, StringComparer.Ordinal);
        var prefixes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            _ = IsWildcard(pattern) ? prefixes.Add(pattern[..^1]) : names.Add(pattern);
        }

        _permissions = names.ToFrozenSet(StringComparer.Ordinal);
        _allNamesValid = AreValid(names);
        _prefixes = [.. prefixes];
        _scopes = scopes.ToFrozenSet(StringComparer.Ordinal);
        _roles = roles.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Nothing at all.</summary>
    /// <value>One shared instance.</value>
    public static PermissionSet Empty { get; } = new([], [], [], []);

    /// <summary>The permission names, without what patterns add.</summary>
    /// <value>Never null.</value>
    public IReadOnlySet<string> Permissions => _permissions;

    /// <summary>The scopes.</summary>
    /// <value>Never null.</value>
    public IReadOnlySet<string> Scopes => _scopes;

    /// <summary>The roles.</summary>
    /// <value>Never null.</value>
    public IReadOnlySet<string> Roles => _roles;

    /// <summary>Whether the caller holds a permission, by name or by a local role's pattern.</summary>
    /// <param name="permission">A permission name such as <c>orders:read</c>; anything else is not held.</param>
    /// <returns><see langword="true"/> when held.</returns>
    public bool HasPermission(string permission) => Has(new(GrantKind.Permission, permission));

    /// <summary>Whether the caller holds a scope.</summary>
    /// <param name="scope">One scope, compared ordinally.</param>
    /// <returns><see langword="true"/> when held.</returns>
    public bool HasScope(string scope) => Has(new(GrantKind.Scope, scope));

    /// <summary>Whether the caller holds a role.</summary>
    /// <param name="role">One role, compared ordinally.</param>
    /// <returns><see langword="true"/> when held.</returns>
    public bool HasRole(string role) => Has(new(GrantKind.Role, role));

    /// <summary>Whether the caller holds a grant.</summary>
    /// <param name="grant">The grant; an empty name is never held.</param>
    /// <returns><see langword="true"/> when held.</returns>
    public bool Has(Grant grant) => !string.IsNullOrEmpty(grant.Name) && grant.Kind switch
    {
        GrantKind.Permission => HoldsPermission(grant.Name),
        GrantKind.Scope => _scopes.Contains(grant.Name),
        GrantKind.Role => _roles.Contains(grant.Name),
        _ => false,
    };

    /// <summary>The bits as they are: perhaps of no model yet, of another, or of this one before it grew.</summary>
    internal PermissionBits Bits => _bits;

    internal PermissionBits BitsFor(PermissionModel model, int count)
    {
        var bits = _bits;
        if (bits.Model != model || bits.Count < count)
        {
            _bits = bits = model.Evaluate(this);
        }

        return bits;
    }

    private static bool AreValid(HashSet<string> names)
    {
        foreach (var name in names)
        {
            if (!PermissionName.IsValid(name))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWildcard(string pattern) => pattern is "*" || pattern.EndsWith(":*", StringComparison.Ordinal);

    // A name that is held and valid was looked at when the set was made; only other names are looked at here.
    private bool HoldsPermission(string permission) => _permissions.Contains(permission)
        ? _allNamesValid || PermissionName.IsValid(permission)
        : _prefixes.Length > 0 && MatchesPattern(permission) && PermissionName.IsValid(permission);

    private bool MatchesPattern(string permission)
    {
        foreach (var prefix in _prefixes)
        {
            if (permission.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
