using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Azure;

namespace ZeroTrust.Security.Secrets.Azure;

/// <summary>What a failed call means. The answer's message is never repeated, for it names identities; its codes are, where they are among those known here.</summary>
internal static class VaultError
{
    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SecretDisabled"] = "the newest version of the secret is disabled",
        ["SecretNotYetValid"] = "the newest version of the secret is not yet valid",
        ["SecretExpired"] = "the newest version of the secret has expired",
        ["ForbiddenByRbac"] = "the identity has no role such as 'Key Vault Secrets User' on the vault",
        ["ForbiddenByPolicy"] = "the vault's access policy does not let the identity read secrets",
        ["AccessDenied"] = "the vault's access policy does not let the identity read secrets",
        ["ForbiddenByFirewall"] = "the vault's firewall does not let this address in",
        ["ForbiddenByConnection"] = "the vault takes connections over its private endpoint alone",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static SecretResult Read(RequestFailedException fault, TimeProvider clock)
    {
        const string noSecret = "SecretNotFound";
        return fault.Status switch
        {
            0 => SecretResult.Unavailable("Key Vault cannot be asked, or its answer was not whole, or too long."),
            404 when fault.ErrorCode == noSecret => SecretResult.Missing("Key Vault has no such secret, or no such version of it."),
            401 => SecretResult.Refused("Key Vault answered 401: it takes no token of this identity, such as one of another tenant."),
            403 => SecretResult.Refused($"Key Vault answered 403: {Reasons.GetValueOrDefault(InnerCodeOf(fault), "this identity may not read the secret")}."),
            408 or 429 or >= 500 => SecretResult.Unavailable($"Key Vault answered {fault.Status}.", RetryAfterOf(fault, clock)),
            >= 300 and < 400 => SecretResult.Refused($"The vault's address answered {fault.Status}, a redirect, which is not followed: it is not Key Vault."),
            >= 200 and < 300 => SecretResult.Malformed($"Key Vault answered {fault.Status} with what is no secret."),
            _ => SecretResult.Refused($"The vault's address answered {fault.Status} without an error that is known of Key Vault."),
        };
    }

    private static TimeSpan RetryAfterOf(RequestFailedException fault, TimeProvider clock)
    {
        if (fault.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) != true)
        {
            return TimeSpan.Zero;
        }

        var wait = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - clock.GetUtcNow()
            : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    // { "error": { "code": "Forbidden", "message": "...", "innererror": { "code": "ForbiddenByRbac" } } }
    private static string InnerCodeOf(RequestFailedException fault)
    {
        try
        {
            using var document = JsonDocument.Parse(fault.GetRawResponse()?.Content.ToMemory() ?? default);
            return document.RootElement.GetProperty("error").GetProperty("innererror").GetProperty("code").GetString() ?? "";
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "";
        }
    }
}
