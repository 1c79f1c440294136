using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>An issuer with keys that come and go.</summary>
internal sealed class StressIssuer
{
    public StressIssuer(string name, int keys = 3)
    {
        Name = name;
        AllKeys = [.. Enumerable.Range(1, keys).Select(number => new FastKey($"{name}-{number}"))];
        Keys = new(new([.. AllKeys]));
        Issuer = new(
            new()
            {
                Name = name,
                Identifier = $"https://{name}.example",
                Audiences = ["orders"],
                Algorithms = [SignatureAlgorithm.ES256],
                RoleClaims = [ClaimPath.TryParse("roles", out var roles) ? roles! : throw new InvalidOperationException()],
                ClockSkew = TimeSpan.Zero,
                Bounds = new(new AssertionBounds { Roles = ["*"], Permissions = ["*"], Scopes = ["*"], Tenants = ["*"] }),
            },
            Keys);
    }

    public string Name { get; }

    public IReadOnlyList<FastKey> AllKeys { get; }

    public StressKeys Keys { get; }

    public Issuer Issuer { get; }

    /// <summary>Makes a token and what it says.</summary>
    public StressToken Mint(FastKey key, DateTimeOffset issuedAt, TimeSpan life, string id, string subject)
    {
        var (issued, expires) = (issuedAt.ToUnixTimeSeconds(), (issuedAt + life).ToUnixTimeSeconds());
        var text = key.Sign(
            $$"""{"iss":"{{Issuer.Profile.Identifier}}","aud":"orders","sub":"{{subject}}","client_id":"c-{{id}}","exp":{{expires}},"iat":{{issued}},"jti":"{{id}}","sid":"s-{{id}}","roles":["r"],"mark":"m-{{id}}"}""");
        return new(text, this, key, id, subject, DateTimeOffset.FromUnixTimeSeconds(issued), DateTimeOffset.FromUnixTimeSeconds(expires));
    }
}
