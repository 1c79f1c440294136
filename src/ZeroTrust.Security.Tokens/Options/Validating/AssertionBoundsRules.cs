namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks the lists of what an issuer may assert.</summary>
internal static class AssertionBoundsRules
{
    public static void Check(AssertionBounds? bounds, SettingFaults faults)
    {
        if (bounds is null)
        {
            return;
        }

        CheckNames(nameof(bounds.Roles), bounds.Roles, faults);
        CheckPermissions(bounds.Permissions, faults);
        CheckNames(nameof(bounds.Scopes), bounds.Scopes, faults);
        CheckNames(nameof(bounds.Tenants), bounds.Tenants, faults);
        CheckNames(nameof(bounds.Services), bounds.Services, faults);
    }

    private static void CheckPermissions(IList<string> permissions, SettingFaults faults)
    {
        foreach (var permission in permissions)
        {
            if (!PermissionName.IsValidPattern(permission))
            {
                faults.Add(nameof(AssertionBounds.Permissions), RoleTableRules.NoPermission(permission));
            }
        }
    }

    private static void CheckNames(string list, IList<string> names, SettingFaults faults)
    {
        foreach (var name in names)
        {
            faults.AddUnlessWord(list, name, "names");
            if (name is not null and not "*" && name.Contains('*', StringComparison.Ordinal))
            {
                faults.Add(list, $"has {Shown.Value(name)}; use whole names, or '*' alone for all of them.");
            }
        }
    }
}
