namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>What a key may be made for.</summary>
internal static class ApiKeyRules
{
    public const int MaxNameLength = 128;
    public const int MaxPermissions = 256;

    public static readonly TimeSpan MinLifetime = TimeSpan.FromMinutes(1);

    /// <exception cref="ArgumentException">The request is not as <see cref="ApiKeyRequest"/> says.</exception>
    public static void Check(ApiKeyRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckName(request.Service, nameof(request.Service));
        if (request.Tenant is not null)
        {
            CheckName(request.Tenant, nameof(request.Tenant));
        }

        if (request.Permissions is null || request.Permissions.Count > MaxPermissions)
        {
            throw new ArgumentException($"A key has a list of at most {MaxPermissions} permissions.", nameof(request));
        }

        if (request.Permissions.Where(static name => !PermissionName.IsValid(name)).Take(1).ToArray() is [var wrong])
        {
            throw new ArgumentException($"{Shown.Value(wrong ?? "")} is no permission; use resource:action, such as orders:read, without wildcard.", nameof(request));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The lifetime is out of its range.</exception>
    public static TimeSpan LifetimeOf(TimeSpan? asked, ApiKeySettings settings)
    {
        var lifetime = asked ?? settings.Lifetime;
        return lifetime >= MinLifetime && lifetime <= settings.MaxLifetime
            ? lifetime
            : throw new ArgumentOutOfRangeException(nameof(asked), lifetime, $"Use {MinLifetime:c} to {settings.MaxLifetime:c} (ApiKeys:MaxLifetime).");
    }

    private static void CheckName(string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Trim() != name || name.Any(char.IsControl))
        {
            throw new ArgumentException($"{what} is {Shown.Value(name ?? "")}; use 1 to {MaxNameLength} characters, without blanks around them or control characters.", what);
        }
    }
}
