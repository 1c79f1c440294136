using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>AppRole and Kubernetes (api-docs/auth/approle, auth/kubernetes), at their usual mounts.</summary>
internal sealed class EmulatedLogins(EmulatedTokens tokens)
{
    public const string RoleId = "59d6d1ca-47bb-4e7e-a40b-8be3bc5a0ba8";

    /// <summary>The secret IDs that are taken.</summary>
    public HashSet<string> SecretIds { get; } = new(StringComparer.Ordinal);

    /// <summary>The tokens of service accounts that are taken.</summary>
    public HashSet<string> ServiceAccounts { get; } = new(StringComparer.Ordinal);

    /// <summary>What the token of a login has.</summary>
    public (TimeSpan Ttl, TimeSpan MaxTtl, string Type, string[] Policies) Grant { get; set; } = (TimeSpan.FromHours(1), TimeSpan.FromHours(24), "service", ["default", "orders"]);

    public EmulatedAnswer? Answer(EmulatedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "auth/approle/login") => request.Field("role_id") != RoleId ? EmulatedAnswer.Error(400, "invalid role or secret ID")
            : request.Field("secret_id") is { } secretId && SecretIds.Contains(secretId) ? LogIn()
            : EmulatedAnswer.Error(400, "invalid role or secret ID"),
        ("POST", "auth/kubernetes/login") => request.Field("role") != "orders" ? EmulatedAnswer.Error(400, $"invalid role name \"{request.Field("role")}\"")
            : request.Field("jwt") is { } jwt && ServiceAccounts.Contains(jwt) ? LogIn()
            : EmulatedAnswer.Denied(),
        _ => null,
    };

    private EmulatedAnswer LogIn()
    {
        var answer = EmulatedAnswer.Auth(tokens.AuthOf(tokens.Make(Grant.Ttl, Grant.MaxTtl, isRenewable: true, Grant.Type, Grant.Policies)));
        answer.Body!["data"] = new JsonObject();
        return answer;
    }
}
