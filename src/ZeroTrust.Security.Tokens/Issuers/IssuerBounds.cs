namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>What an issuer may assert, in the form the claim mapping asks it. Immutable.</summary>
internal sealed class IssuerBounds(AssertionBounds bounds)
{
    private readonly Bound _roles = new(bounds.Roles);
    private readonly Bound _permissions = new(bounds.Permissions);
    private readonly Bound _scopes = new(bounds.Scopes);
    private readonly Bound _tenants = new(bounds.Tenants);
    private readonly Bound _services = new(bounds.Services);

    public bool AllowsRole(string role) => _roles.Allows(role);

    public bool AllowsPermission(string permission) => _permissions.Allows(permission);

    public bool AllowsScope(string scope) => _scopes.Allows(scope);

    public bool AllowsTenant(string tenant) => _tenants.Allows(tenant);

    public bool AllowsService(string service) => _services.Allows(service);

    /// <summary>For the log: what is allowed of each kind.</summary>
    public override string ToString() =>
        $"roles {_roles}, permissions {_permissions}, scopes {_scopes}, tenants {_tenants}, services {_services}";

    private sealed class Bound(IEnumerable<string> allowed)
    {
        private readonly bool _all = allowed.Contains("*", StringComparer.Ordinal);
        private readonly HashSet<string> _names = allowed.ToHashSet(StringComparer.Ordinal);
        private readonly string[] _prefixes =
            [.. allowed.Where(static name => name.EndsWith(":*", StringComparison.Ordinal)).Select(static name => name[..^1])];

        public override string ToString() => _names.Count == 0 ? "none" : string.Join(' ', _names);

        public bool Allows(string name) => _all || _names.Contains(name) || HasPrefix(name);

        private bool HasPrefix(string name)
        {
            foreach (var prefix in _prefixes)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
