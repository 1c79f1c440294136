using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>The tokens (api-docs/auth/token).</summary>
internal sealed class EmulatedTokens(ManualTimeProvider clock, EmulatedLeases leases)
{
    private readonly Dictionary<string, EmulatedToken> _all = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What a token may do that is made from now on.</summary>
    public Func<EmulatedRequest, bool> Allows { get; set; } = static _ => true;

    public IReadOnlyCollection<EmulatedToken> Live => [.. _all.Values.Where(token => Find(token.Id) is not null)];

    /// <summary>Makes one, as an operator or a login does.</summary>
    public EmulatedToken Make(TimeSpan? ttl, TimeSpan? maxTtl = null, bool isRenewable = true, string type = "service", params string[] policies)
    {
        var token = new EmulatedToken
        {
            Id = $"hvs.T0k3nC4n4ry{++_count:000}{Guid.NewGuid():N}",
            Policies = policies.Length > 0 ? policies : ["default", "orders"],
            MadeAt = clock.GetUtcNow(),
            Ttl = ttl,
            MaxTtl = maxTtl,
            IsRenewable = isRenewable && ttl is not null && type == "service",
            Type = type,
            EndsAt = clock.GetUtcNow() + ttl,
            Allows = Allows,
        };
        _all.Add(token.Id, token);
        return token;
    }

    /// <summary>The token, while it lives.</summary>
    public EmulatedToken? Find(string? id) => id is not null && _all.GetValueOrDefault(id) is { } token && !(token.EndsAt <= clock.GetUtcNow()) ? token : null;

    /// <summary>Ends it, with its leases.</summary>
    public void Revoke(EmulatedToken token)
    {
        _all.Remove(token.Id);
        leases.RevokeOf(token);
    }

    /// <summary>The <c>auth</c> of a login or a renewal.</summary>
    public JsonObject AuthOf(EmulatedToken token) => new()
    {
        ["client_token"] = token.Id,
        ["accessor"] = "0e9e354a-520f-df04-6867-ee81cae3d42d",
        ["policies"] = new JsonArray([.. token.Policies.Select(static policy => (JsonNode)policy)]),
        ["token_policies"] = new JsonArray([.. token.Policies.Select(static policy => (JsonNode)policy)]),
        ["metadata"] = new JsonObject { ["role_name"] = "orders" },
        ["lease_duration"] = LeftOf(token),
        ["renewable"] = token.IsRenewable,
        ["entity_id"] = "7d2e3179-f69b-450c-7179-ac8ee8bd8ca9",
        ["token_type"] = token.Type,
        ["orphan"] = true,
        ["mfa_requirement"] = null,
        ["num_uses"] = 0,
    };

    public EmulatedAnswer? Answer(EmulatedRequest request, EmulatedToken token) => (request.Method, request.Path) switch
    {
        ("GET", "auth/token/lookup-self") => LookUp(token),
        ("POST", "auth/token/renew-self") => Renew(token),
        ("POST", "auth/token/revoke-self") => RevokeSelf(token),
        _ => null,
    };

    private long LeftOf(EmulatedToken token) => token.EndsAt is { } end ? (long)(end - clock.GetUtcNow()).TotalSeconds : 0;

    private EmulatedAnswer LookUp(EmulatedToken token) => EmulatedAnswer.Data(new()
    {
        ["accessor"] = "8609694a-cdbc-db9b-d345-e782dbb562ed",
        ["creation_time"] = token.MadeAt.ToUnixTimeSeconds(),
        ["creation_ttl"] = (long)(token.Ttl?.TotalSeconds ?? 0),
        ["display_name"] = "approle",
        ["expire_time"] = token.EndsAt?.ToString("o"),
        ["explicit_max_ttl"] = 0,
        ["id"] = token.Id,
        ["num_uses"] = 0,
        ["orphan"] = true,
        ["path"] = "auth/approle/login",
        ["policies"] = new JsonArray([.. token.Policies.Select(static policy => (JsonNode)policy)]),
        ["renewable"] = token.IsRenewable,
        ["ttl"] = LeftOf(token),
        ["type"] = token.Type,
    });

    private EmulatedAnswer Renew(EmulatedToken token)
    {
        if (!token.IsRenewable)
        {
            return EmulatedAnswer.Error(400, "lease is not renewable");
        }

        var end = clock.GetUtcNow() + token.Ttl!.Value;
        token.EndsAt = token.MadeAt + token.MaxTtl is { } last && last < end ? last : end;
        return EmulatedAnswer.Auth(AuthOf(token));
    }

    private EmulatedAnswer RevokeSelf(EmulatedToken token)
    {
        if (token.Type == "batch")
        {
            return EmulatedAnswer.Error(400, "batch tokens cannot be revoked");
        }

        Revoke(token);
        return EmulatedAnswer.Empty;
    }
}
