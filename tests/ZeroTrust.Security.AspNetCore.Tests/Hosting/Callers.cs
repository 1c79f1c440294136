namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>The people and services of the tests.</summary>
internal static class Callers
{
    public static Caller User(string subject, params string[] permissions) => new()
    {
        User = new("corporate", subject),
        Permissions = new(permissions, [], [], []),
    };

    public static Caller Service(string name, params string[] permissions) => new()
    {
        Service = new(name, "payments", name),
        Permissions = new(permissions, [], [], []),
    };
}
