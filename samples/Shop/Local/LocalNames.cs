namespace Shop.Local;

/// <summary>
/// Leads the names in the settings to where things are on this machine, as DNS and mounted volumes do in a cluster. The settings files
/// stay those of production.
/// </summary>
internal sealed class LocalNames
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    public void Add(string name, string place) => _places.Add(name, place);

    public string Of(string name) => Find(name) is { } known ? _places[known] + name[known.Length..] : name;

    /// <summary>Replaces the names in all that is configured so far.</summary>
    public void ApplyTo(ConfigurationManager configuration) => configuration.AddInMemoryCollection(
        configuration.AsEnumerable()
            .Where(setting => setting.Value is { } value && Find(value) is not null)
            .Select(setting => KeyValuePair.Create(setting.Key, (string?)Of(setting.Value!)))
            .ToList());

    private string? Find(string value) => _places.Keys.FirstOrDefault(name => value.StartsWith(name, StringComparison.Ordinal));
}
