using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// Reads a table of lists: by name, or as items such as <c>{ "Name": …, "Permissions": … }</c> for names that a key cannot hold,
/// since configuration keys cannot hold a colon and have no case.
/// </summary>
/// <param name="table">The setting.</param>
/// <param name="noun">What an entry is.</param>
/// <param name="nameSetting">The name's setting in the form of items.</param>
/// <param name="member">What stands in an entry's list.</param>
/// <param name="listSetting">The list's setting in the form of items.</param>
internal sealed class ListTableReader(string table, string noun, string nameSetting, string member, string listSetting)
{
    public static ListTableReader Roles { get; } = new(nameof(ZeroTrustOptions.Roles), "role", "Name", "permission", "Permissions");

    public static ListTableReader Callers { get; } = new(nameof(ZeroTrustOptions.Callers), "permission", "Permission", "service", "Services");

    public static ListTableReader Grants { get; } = new(nameof(ServiceTokensOptions.Grants), "audience", "Audience", "permission", "Permissions");

    public void Read(SectionReader settings, IDictionary<string, IList<string>> target)
    {
        if (settings.Group(table, $"{noun}s with their {member}s") is not { } entries)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        settings.RefuseMixedItems(entries.Path);
        foreach (var entry in settings.Table(entries))
        {
            var (name, members) = entry.Key.All(char.IsAsciiDigit) ? ReadItem(settings.Within(entry)) : (entry.Key, ReadKeyed(settings, entry));
            if (name is null || members.Count == 0)
            {
                continue;
            }

            if (!names.Add(name))
            {
                settings.Refuse(entry.Path, $"names the {noun} {Shown.Value(name)} a second time; give each {noun} once.");
            }

            Add(target, name, members);
        }
    }

    private static void Add(IDictionary<string, IList<string>> target, string name, IReadOnlyList<string> members)
    {
        var before = target.TryGetValue(name, out var given) ? given : [];
        target[name] = [.. before.Union(members, StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> ReadKeyed(SectionReader settings, IConfigurationSection entry)
    {
        if (entry.GetChildren().FirstOrDefault(static child => !child.Key.All(char.IsAsciiDigit)) is { } nested)
        {
            settings.Refuse(nested.Path, $"is no {member}. A {noun} whose name holds ':' goes into a list: {{ \"{nameSetting}\": …, \"{listSetting}\": … }}.");
            return [];
        }

        return settings.Entries(entry, mayBeEmpty: false);
    }

    private (string? Name, IReadOnlyList<string> Members) ReadItem(SectionReader item)
    {
        if (!item.Section.GetChildren().Any())
        {
            item.Refuse(item.Section.Path, $"is no {noun}; give it as {{ \"{nameSetting}\": …, \"{listSetting}\": … }}.");
            return (null, []);
        }

        var members = new List<string>();
        var name = item.Text(nameSetting);
        item.List(listSetting, members);
        item.RefuseTheRest();
        if (name is null || members.Count == 0)
        {
            item.Refuse(item.Section.Path, $"binds to nothing; {(noun[0] == 'a' ? "an" : "a")} {noun} needs a {nameSetting} and {listSetting}.");
        }

        return (name, members);
    }
}
