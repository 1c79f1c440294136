using System.Collections.Frozen;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>What the settings promise of each type of event. Immutable.</summary>
internal sealed class AuditClasses(IEnumerable<KeyValuePair<string, AuditClass>> classes)
{
    private readonly FrozenDictionary<string, AuditClass> _classes = classes.ToFrozenDictionary(StringComparer.Ordinal);

    public AuditClass? Find(string type) => _classes.Count > 0 && _classes.TryGetValue(type, out var found) ? found : null;
}
