using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// Reads a table of permissions: by name, or as a list such as <c>{ "Name": …, "Permissions": … }</c> for names that a key cannot hold,
/// since configuration keys cannot hold a colon and have no case.
/// </summary>
/// <param name="table">The setting.</param>
/// <param name="noun">What an entry is.</param>
/// <param name="nameSetting">The name's setting in the list form.</param>
internal sealed class PermissionTableReader(string table, string noun, string nameSetting)
{
    private const string PermissionsSetting = "Permissions";

    public static PermissionTableReader Roles { get; } = new(nameof(ZeroTrustOptions.Roles), "role", "Name");

    public static PermissionTableReader Grants { get; } = new(nameof(ServiceTokensOptions.Grants), "audience", "Audience");

    public void Read(SectionReader settings, IDictionary<string, IList<string>> target)
    {
        if (settings.Group(table, $"{noun}s with their permissions") is not { } entries)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        settings.RefuseMixedItems(entries.Path);
        foreach (var entry in settings.Table(entries))
        {
            var (name, permissions) = entry.Key.All(char.IsAsciiDigit) ? ReadItem(settings.Within(entry)) : (entry.Key, ReadKeyed(settings, entry));
            if (name is null || permissions.Count == 0)
            {
                continue;
            }

            if (!names.Add(name))
            {
                settings.Refuse(entry.Path, $"names the {noun} {Shown.Value(name)} a second time; give each {noun} once.");
            }

            Add(target, name, permissions);
        }
    }

    private static void Add(IDictionary<string, IList<string>> target, string name, IReadOnlyList<string> permissions)
    {
        var granted = target.TryGetValue(name, out var given) ? given : [];
        target[name] = [.. granted.Union(permissions, StringComparer.Ordinal)];
    }

    private IReadOnlyList<string> ReadKeyed(SectionReader settings, IConfigurationSection entry)
    {
        if (entry.GetChildren().FirstOrDefault(static child => !child.Key.All(char.IsAsciiDigit)) is { } nested)
        {
            settings.Refuse(nested.Path, $"is no permission. A {noun} whose name holds ':' goes into a list: {{ \"{nameSetting}\": …, \"{PermissionsSetting}\": … }}.");
            return [];
        }

        return settings.Entries(entry, mayBeEmpty: false);
    }

    private (string? Name, IReadOnlyList<string> Permissions) ReadItem(SectionReader item)
    {
        if (!item.Section.GetChildren().Any())
        {
            item.Refuse(item.Section.Path, $"is no {noun}; give it as {{ \"{nameSetting}\": …, \"{PermissionsSetting}\": … }}.");
            return (null, []);
        }

        var permissions = new List<string>();
        var name = item.Text(nameSetting);
        item.List(PermissionsSetting, permissions);
        item.RefuseTheRest();
        if (name is null || permissions.Count == 0)
        {
            item.Refuse(item.Section.Path, $"binds to nothing; {(noun[0] == 'a' ? "an" : "a")} {noun} needs a {nameSetting} and {PermissionsSetting}.");
        }

        return (name, permissions);
    }
}
