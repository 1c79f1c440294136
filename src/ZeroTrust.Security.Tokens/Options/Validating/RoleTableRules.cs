namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks the role table.</summary>
internal static class RoleTableRules
{
    public static void Check(ZeroTrustOptions options, SettingFaults faults)
    {
        var below = faults.Below(nameof(options.Roles));
        foreach (var (role, permissions) in options.Roles)
        {
            below.AddUnlessWord(role, role, "the name of a role");
            if (permissions is not { Count: > 0 })
            {
                below.Add(role, "grants nothing; give it permissions or take it away.");
                continue;
            }

            foreach (var permission in permissions)
            {
                if (!PermissionName.IsValidPattern(permission))
                {
                    below.Add(role, NoPermission(permission));
                }
            }
        }
    }

    public static string NoPermission(string? permission) =>
        $"has {Shown.Value(permission ?? "")}; use resource:action such as orders:read, or '*' as the last part, such as orders:* or *.";
}
