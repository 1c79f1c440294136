namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks the table of callers. Names stand for themselves: a pattern would let in who is not on the list.</summary>
internal static class CallerTableRules
{
    public static void Check(ZeroTrustOptions options, SettingFaults faults)
    {
        var below = faults.Below(nameof(options.Callers));
        foreach (var (permission, services) in options.Callers)
        {
            if (!PermissionName.IsValid(permission))
            {
                below.Add(permission, "is no permission; use resource:action such as payments:charge, without wildcard.");
            }

            if (services is not { Count: > 0 })
            {
                below.Add(permission, "lists no service; name those that may use it, or take it away.");
                continue;
            }

            foreach (var service in services)
            {
                CheckService(below, permission, service);
            }
        }
    }

    private static void CheckService(SettingFaults faults, string permission, string? service)
    {
        if (service?.Contains('*', StringComparison.Ordinal) == true)
        {
            faults.Add(permission, $"lists {Shown.Value(service)}, which stands for nothing but itself; name each service.");
        }
        else
        {
            faults.AddUnlessWord(permission, service, "the name of a service");
        }
    }
}
