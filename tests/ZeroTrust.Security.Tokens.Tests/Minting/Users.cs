using System.Text.Json;

namespace ZeroTrust.Security.Tokens.Tests.Minting;

/// <summary>Users as another service's validator proved them.</summary>
internal static class Users
{
    public static readonly DateTimeOffset Expiry = new(2030, 1, 1, 1, 0, 0, TimeSpan.Zero);

    public static DelegatedUser Alice(params string[] permissions) => Of("corporate", permissions: permissions);

    public static DelegatedUser Of(string issuer, string? act = null, string? tenant = null, DateTimeOffset? expires = null, string[]? permissions = null) => new()
    {
        Token = new()
        {
            IssuerName = issuer,
            ExpiresAt = expires ?? Expiry,
            Claims = act is null ? [] : [new("act", act, TokenClaimKind.Json)],
            Caller = new()
            {
                User = new(issuer, "alice"),
                Tenant = tenant,
                Permissions = new(permissions ?? [], [], [], []),
            },
        },
    };

    /// <summary>A chain of actors, the newest first.</summary>
    public static string Actors(params string[] names) =>
        names.Reverse().Aggregate("", static (inner, name) => $$"""{"sub":{{JsonSerializer.Serialize(name)}}{{(inner.Length == 0 ? "" : $",\"act\":{inner}")}}}""");
}
