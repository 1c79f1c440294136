namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Says what an answer that is none means, in words of ours: Vault's own may name what it keeps.</summary>
internal static class VaultFailure
{
    /// <summary>The result of an answer that did not succeed.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="what">What was asked for, such as <c>the secret</c>.</param>
    public static SecretResult Of(VaultAnswer answer, string what) => answer switch
    {
        { Problem: { } problem } => problem,
        { Status: 403 } => SecretResult.Refused($"Vault does not let this service use {what} (403); a policy of its token decides that, and the namespace."),
        { Status: 404 } => SecretResult.Missing(Missing(VaultErrors.Read(answer.Body), what)),
        { Status: 400 } when VaultErrors.Read(answer.Body) == VaultError.UnknownRole => SecretResult.Missing($"Vault has no role for {what}."),
        { Status: 400 or 405 } => SecretResult.Refused($"Vault does not take a request for {what} ({answer.Status}); is the engine at that mount of the expected kind?"),
        { Status: >= 300 and <= 399 } => SecretResult.Unavailable($"Vault redirects ({answer.Status}), which is not followed: a token goes to the configured address alone. Name one that forwards requests.", answer.RetryAfter),
        { Status: 503 } => SecretResult.Unavailable("Vault is sealed, or down for maintenance (503).", answer.RetryAfter),
        { Status: 429 } => SecretResult.Unavailable("Vault asks for fewer requests, or is a standby (429).", answer.RetryAfter),
        { Status: 412 or 472 or 473 } => SecretResult.Unavailable($"This node of Vault does not have what was asked for yet, or does not serve requests ({answer.Status}).", answer.RetryAfter),
        { IsSuccess: true } => SecretResult.Malformed($"Vault answered to a request for {what} with something else ({answer.Status})."),
        _ => SecretResult.Unavailable($"Vault answered {answer.Status}.", answer.RetryAfter),
    };

    private static string Missing(VaultError error, string what) => error switch
    {
        VaultError.NoEngine => $"Vault has no engine at the mount of {what}, or none that this namespace shows.",
        _ => $"Vault has no such thing as {what}, or does not show it to this service.",
    };
}
