namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Makes the caller that a version of a key proves. Keys with the same permissions share one set of them.</summary>
internal sealed class ApiKeyCallers
{
    /// <summary>Who vouches for a service that an API key proves, in the place of an issuer.</summary>
    public const string IssuerName = "api-keys";

    private const int MaxSets = 4096;

    private readonly Dictionary<string, PermissionSet> _sets = new(StringComparer.Ordinal);

    public Caller Create(ApiKeyRecord record, string publicId) => new()
    {
        Service = new(record.Service, IssuerName, publicId),
        Tenant = record.Tenant,
        Permissions = SetOf(record.Permissions),
    };

    private PermissionSet SetOf(IReadOnlyList<string> permissions)
    {
        if (permissions.Count == 0)
        {
            return PermissionSet.Empty;
        }

        var names = string.Join(' ', permissions);
        if (!_sets.TryGetValue(names, out var set))
        {
            set = new(permissions, [], [], []);
            if (_sets.Count < MaxSets)
            {
                _sets.Add(names, set);
            }
        }

        return set;
    }
}
