using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.StrictSettings;

/// <summary>
/// The layers under a configuration: files, environment, command line. The merged view mixes lists by index without a word, so
/// what feeds a list is asked here.
/// </summary>
internal sealed class ConfigurationLayers
{
    private readonly IConfigurationProvider[] _providers;

    private ConfigurationLayers(IEnumerable<IConfigurationProvider> providers) => _providers = [.. providers];

    /// <summary>The layers of the host's configuration, when the section belongs to it; else null, since nothing names another's root.</summary>
    public static ConfigurationLayers? Of(IConfigurationSection section, IConfiguration? host) =>
        host is IConfigurationRoot root && Belongs(section, root) ? new(root.Providers) : null;

    /// <summary>How a list came to be.</summary>
    public ListSource SourceOf(string path)
    {
        var feeders = new List<string>();
        var text = false;
        for (var i = 0; i < _providers.Length; i++)
        {
            var given = _providers[i].TryGet(path, out var value);
            var items = _providers[i].GetChildKeys([], path).Any();
            if ((!given && !items) || (!items && string.IsNullOrEmpty(value) && feeders.Count == 0))
            {
                continue;
            }

            text = !items && !string.IsNullOrEmpty(value);
            if (text)
            {
                // A string replaces whatever the layers before it say.
                feeders.Clear();
            }

            feeders.Add(items && !string.IsNullOrEmpty(value) ? $"twice, as items and as a string, by {NameOf(i)}" : NameOf(i));
        }

        var mixed = feeders.Count > 1 || (feeders.Count == 1 && feeders[0].StartsWith("twice", StringComparison.Ordinal));
        return new(text && feeders.Count == 1, mixed ? string.Join(" and ", feeders) : null);
    }

    /// <summary>The layers that give numbered items, when there is more than one; else null.</summary>
    public string? MixedItems(string path)
    {
        var feeders = Enumerable.Range(0, _providers.Length)
            .Where(i => _providers[i].GetChildKeys([], path).Any(static key => key.All(char.IsAsciiDigit)))
            .Select(NameOf)
            .ToArray();
        return feeders.Length > 1 ? string.Join(" and ", feeders) : null;
    }

    /// <summary>The layers that spell the same key differently; null when all agree. Keys meet without regard to case, but names have it.</summary>
    public string? SpellingsOf(string parent, string key)
    {
        var spellings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _providers.Length; i++)
        {
            foreach (var child in _providers[i].GetChildKeys([], parent))
            {
                if (string.Equals(child, key, StringComparison.OrdinalIgnoreCase))
                {
                    spellings.TryAdd(child, NameOf(i));
                }
            }
        }

        return spellings.Count > 1 ? string.Join(" and ", spellings.Select(static pair => $"'{pair.Key}' in {pair.Value}")) : null;
    }

    // A section hands out its root's token. A reload between the two calls replaces it, hence the second look.
#pragma warning disable S1764 // The two sides are read at different times.
    private static bool Belongs(IConfigurationSection section, IConfigurationRoot root) =>
        ReferenceEquals(section.GetReloadToken(), root.GetReloadToken())
        || ReferenceEquals(section.GetReloadToken(), root.GetReloadToken());
#pragma warning restore S1764

    private string NameOf(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{_providers[index]} (layer {index + 1})");
}
