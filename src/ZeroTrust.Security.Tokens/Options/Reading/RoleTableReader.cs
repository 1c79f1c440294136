using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// Reads <c>Roles</c>: by name, or as a list of <c>{ "Name": …, "Permissions": … }</c> for names that a key cannot hold, since
/// configuration keys cannot hold a colon and have no case.
/// </summary>
internal static class RoleTableReader
{
    public static void Read(SectionReader settings, ZeroTrustOptions options)
    {
        if (settings.Group(nameof(options.Roles), "roles with their permissions") is not { } roles)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        settings.RefuseMixedItems(roles.Path);
        foreach (var entry in settings.Table(roles))
        {
            var (name, permissions) = entry.Key.All(char.IsAsciiDigit) ? ReadItem(settings.Within(entry)) : (entry.Key, ReadKeyed(settings, entry));
            if (name is null || permissions.Count == 0)
            {
                continue;
            }

            if (!names.Add(name))
            {
                settings.Refuse(entry.Path, $"names the role {Shown.Value(name)} a second time; give each role once.");
            }

            Add(options.Roles, name, permissions);
        }
    }

    private static IReadOnlyList<string> ReadKeyed(SectionReader settings, IConfigurationSection entry)
    {
        if (entry.GetChildren().FirstOrDefault(static child => !child.Key.All(char.IsAsciiDigit)) is { } nested)
        {
            settings.Refuse(nested.Path, "is no permission. A role whose name holds ':' goes into a list: { \"Name\": …, \"Permissions\": … }.");
            return [];
        }

        return settings.Entries(entry, mayBeEmpty: false);
    }

    private static (string? Name, IReadOnlyList<string> Permissions) ReadItem(SectionReader item)
    {
        if (!item.Section.GetChildren().Any())
        {
            item.Refuse(item.Section.Path, "is no role; give it as { \"Name\": …, \"Permissions\": … }.");
            return (null, []);
        }

        var permissions = new List<string>();
        var name = item.Text("Name");
        item.List("Permissions", permissions);
        item.RefuseTheRest();
        if (name is null || permissions.Count == 0)
        {
            item.Refuse(item.Section.Path, "binds to nothing; a role needs a Name and Permissions.");
        }

        return (name, permissions);
    }

    private static void Add(IDictionary<string, IList<string>> roles, string name, IReadOnlyList<string> permissions)
    {
        var granted = roles.TryGetValue(name, out var given) ? given : [];
        roles[name] = [.. granted.Union(permissions, StringComparer.Ordinal)];
    }
}
