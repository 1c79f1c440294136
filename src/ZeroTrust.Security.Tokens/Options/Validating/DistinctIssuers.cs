namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Sees that no two issuers share an identifier, which selects the issuer, or a name but for its case.</summary>
internal sealed class DistinctIssuers(SettingFaults faults)
{
    private readonly Dictionary<string, string> _identifiers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    public void Check(IssuerEntry entry)
    {
        if (!_names.TryAdd(entry.Name, entry.Name))
        {
            faults.Add(entry.Name, $"differs from the issuer {Shown.Value(_names[entry.Name])} in case alone; spell it alike, or choose another name.");
        }

        if (IssuerProfileCompiler.IdentifierOf(entry.Options) is { } identifier && !_identifiers.TryAdd(identifier, entry.Name))
        {
            faults.Add(entry.Name, $"has the same identifier {Shown.Address(identifier)} as {_identifiers[identifier]}; an iss names one issuer.");
        }
    }
}
