using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.StrictSettings;

/// <summary>
/// Reads one section setting by setting, notes every fault, and at the end refuses what nobody asked for: so a misspelt setting
/// is never silently without effect.
/// </summary>
internal sealed class SectionReader(IConfigurationSection section, ConfigurationLayers? layers, IList<SettingFault> faults)
{
    private const string WholeNumber = "a whole number in digits";

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public IConfigurationSection Section => section;

    /// <summary>A reader for a section within this one, with the same faults.</summary>
    public SectionReader Within(IConfigurationSection child) => new(child, layers, faults);

    public void Refuse(string path, string text) => faults.Add(new(path, text));

    /// <summary>The setting's section when anything is given for it; null when not.</summary>
    public IConfigurationSection? Ask(string name)
    {
        _asked.Add(name);
        return section.GetSection(name) is var setting && setting.Exists() ? setting : RefuseEmpty(setting);
    }

    /// <summary>The section of a setting that has others below it, and no value of its own; null when nothing is given for it.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="takes">What stands below it, for whoever gave it a value.</param>
    public IConfigurationSection? Group(string name, string takes)
    {
        var group = Ask(name);
        if (group is { Value.Length: > 0 })
        {
            Refuse(group.Path, $"takes {takes} and has one value.");
        }

        return group;
    }

    /// <summary>A text; null when not given, or refused.</summary>
    public string? Text(string name)
    {
        if (Ask(name) is not { } setting)
        {
            return null;
        }

        if (setting.GetChildren().Any())
        {
            Refuse(setting.Path, "takes one value and has settings below it.");
            return null;
        }

        if (!string.IsNullOrWhiteSpace(setting.Value))
        {
            return setting.Value;
        }

        Refuse(setting.Path, "is empty; give it a value or take it away.");
        return null;
    }

    /// <summary>Where a secret is kept; null when not given, or refused. What is no reference is not repeated: it may be the secret.</summary>
    public SecretRef? Reference(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (SecretRef.TryParse(text, out var reference))
        {
            return reference;
        }

        Refuse($"{section.Path}:{name}", "is no reference to a secret; use secret://store/name or secret://store/name#field.");
        return null;
    }

    public bool? Flag(string name) => Parsed<bool>(name, SettingParser.TryFlag, "true or false");

    public int? Number(string name) => Parsed<int>(name, SettingParser.TryNumber, WholeNumber);

    public long? LargeNumber(string name) => Parsed<long>(name, SettingParser.TryLargeNumber, WholeNumber);

    public TimeSpan? Duration(string name) =>
        Parsed<TimeSpan>(name, SettingParser.TryDuration, "a duration as [days.]hours:minutes:seconds, such as 00:00:30");

    public T? Name<T>(string name)
        where T : struct, Enum =>
        Parsed<T>(name, SettingParser.TryName, $"one of {string.Join(", ", Enum.GetNames<T>())}", Enum.GetNames<T>());

    /// <summary>Adds a list's entries, each once, to what is there.</summary>
    public void List(string name, IList<string> target, bool mayBeEmpty = false)
    {
        _asked.Add(name);
        var list = section.GetSection(name);
        if (!IsGiven(list))
        {
            return;
        }

        foreach (var entry in Entries(list, mayBeEmpty).Where(entry => !target.Contains(entry)))
        {
            target.Add(entry);
        }
    }

    /// <summary>The entries of a list: one string, separated by spaces, or numbered items.</summary>
    public IReadOnlyList<string> Entries(IConfigurationSection list, bool mayBeEmpty)
    {
        var items = list.GetChildren().ToArray();
        if (layers?.SourceOf(list.Path).Conflict is { } conflict)
        {
            Refuse(list.Path, $"is a list fed by {conflict}, and lists mix by index. Give it in one layer, or as one space-separated string in the last.");
            return [];
        }

        string[] entries = list.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            ? words
            : [.. items.Select(Item).OfType<string>()];
        if (entries.Length == 0 && items.Length == 0 && !mayBeEmpty)
        {
            Refuse(list.Path, "is an empty list; name at least one entry or take it away.");
        }

        return entries;
    }

    /// <summary>The named entries of a table, those refused that the layers spell differently.</summary>
    public IEnumerable<IConfigurationSection> Table(IConfigurationSection table)
    {
        foreach (var entry in table.GetChildren())
        {
            if (layers?.SpellingsOf(table.Path, entry.Key) is { } spellings)
            {
                Refuse(entry.Path, $"is spelt {spellings}; names differ by case, so spell it alike.");
            }

            yield return entry;
        }
    }

    /// <summary>Whether one string, set over a section or alone, is all that is to be read.</summary>
    public bool IsTextAlone(string path) => layers?.SourceOf(path).IsText ?? false;

    /// <summary>Refuses numbered items of a table that two layers would mix by index; names add up.</summary>
    public void RefuseMixedItems(string path)
    {
        if (layers?.MixedItems(path) is { } mixed)
        {
            Refuse(path, $"is a list fed by {mixed}, and lists mix by index. Give it in one layer.");
        }
    }

    /// <summary>Refuses the keys that no setting has.</summary>
    public void RefuseTheRest(params IEnumerable<string> others)
    {
        _asked.UnionWith(others);
        foreach (var child in section.GetChildren().Where(child => !_asked.Contains(child.Key)))
        {
            var hint = NearestName.Hint(child.Key, _asked);
            Refuse(child.Path, hint.Length > 0 ? $"is no setting.{hint}" : $"is no setting. Known here: {string.Join(", ", _asked)}.");
        }
    }

    private string? Item(IConfigurationSection item)
    {
        if (!item.Key.All(char.IsAsciiDigit))
        {
            Refuse(item.Path, "is not an item of a list; a list is numbered items or one space-separated string.");
        }
        else if (item.GetChildren().Any())
        {
            Refuse(item.Path, "takes one value and has settings below it.");
        }
        else if (string.IsNullOrWhiteSpace(item.Value))
        {
            Refuse(item.Path, "is an empty entry.");
        }
        else
        {
            return item.Value;
        }

        return null;
    }

    private T? Parsed<T>(string name, SettingParser.TryParse<T> parse, string accepted, IEnumerable<string>? names = null)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        var hint = names is null ? "" : NearestName.Hint(text, names);
        Refuse($"{section.Path}:{name}", $"is {Shown.Value(text)}; use {accepted}.{hint}");
        return null;
    }

    private bool IsGiven(IConfigurationSection setting) =>
        section.GetChildren().Any(child => string.Equals(child.Key, setting.Key, StringComparison.OrdinalIgnoreCase));

    // A key with null or an empty array: there, and nothing in it.
    private IConfigurationSection? RefuseEmpty(IConfigurationSection setting)
    {
        if (IsGiven(setting))
        {
            Refuse(setting.Path, "is empty; give it a value or take it away.");
        }

        return null;
    }
}
