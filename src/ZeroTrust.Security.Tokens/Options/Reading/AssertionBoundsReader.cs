namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Reads <c>MayAssert</c>: <c>*</c>, <c>none</c>, or a section with lists.</summary>
internal static class AssertionBoundsReader
{
    public static AssertionBounds? Read(SectionReader settings, string name, AssertionBounds? current)
    {
        if (settings.Ask(name) is not { } setting)
        {
            return current;
        }

        // A word and a section from two layers: one of them would widen or narrow the other without a sign.
        if (!string.IsNullOrEmpty(setting.Value) && setting.GetChildren().Any() && !settings.IsTextAlone(setting.Path))
        {
            settings.Refuse(setting.Path, "is given as a word and as a section; give one of them.");
            return current;
        }

        return setting.Value switch
        {
            null or "" => ReadLists(settings.Within(setting), CopyOf(current)),
            "*" => AssertionBounds.All(),
            "none" => new(),
            { } word => Refuse(settings, setting.Path, word, current),
        };
    }

    private static AssertionBounds ReadLists(SectionReader settings, AssertionBounds bounds)
    {
        settings.List(nameof(bounds.Roles), bounds.Roles, mayBeEmpty: true);
        settings.List(nameof(bounds.Permissions), bounds.Permissions, mayBeEmpty: true);
        settings.List(nameof(bounds.Scopes), bounds.Scopes, mayBeEmpty: true);
        settings.List(nameof(bounds.Tenants), bounds.Tenants, mayBeEmpty: true);
        settings.List(nameof(bounds.Services), bounds.Services, mayBeEmpty: true);
        settings.RefuseTheRest();
        return bounds;
    }

    // The instance that code gave may be in use elsewhere.
    private static AssertionBounds CopyOf(AssertionBounds? bounds) => bounds is null
        ? new()
        : new()
        {
            Roles = bounds.Roles,
            Permissions = bounds.Permissions,
            Scopes = bounds.Scopes,
            Tenants = bounds.Tenants,
            Services = bounds.Services,
        };

    private static AssertionBounds? Refuse(SectionReader settings, string path, string word, AssertionBounds? current)
    {
        settings.Refuse(path, $"is {Shown.Value(word)}; use '*' for everything, 'none', or a section with Roles, Permissions, Scopes, Tenants, Services.");
        return current;
    }
}
