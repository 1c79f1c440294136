namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>What is asked of Vault for the token's own sake. Whatever is thrown is a result.</summary>
internal sealed class TokenRequests(VaultClient client, ILoginMethod login, VaultOptions options) : IDisposable
{
    public bool MakesTokens => login.MakesTokens;

    /// <summary>Has a token. One call at a time.</summary>
    public async Task<LoginResult> LogInAsync(CancellationToken cancellationToken)
    {
        LoginResult result;
        try
        {
            result = await login.LogInAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, there is no token.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return LoginResult.Failed(SecretResult.Unavailable($"The login threw {fault.GetType().Name}."));
        }

        if (result is not { Value: { } root, Grant.IsRoot: true } || options.AllowRootToken)
        {
            return result;
        }

        root.Dispose();
        return LoginResult.Failed(SecretResult.Refused("The token has the policy root and may do everything: give the service one of its own policies, or set AllowRootToken in development."));
    }

    /// <summary>Renews a token.</summary>
    /// <returns>What it has now, or why it was not renewed.</returns>
    public async Task<(TokenGrant? Grant, SecretResult Problem)> RenewAsync(VaultToken token, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(VaultCall.Post(VaultOperation.RenewToken, "auth/token/renew-self"), token, cancellationToken).ConfigureAwait(false);
            return answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && TokenGrant.OfAuth(document) is { } grant
                ? (grant, default)
                : (null, VaultFailure.Of(answer, "its own token"));
        }
#pragma warning disable CA1031 // Whatever it is, the token was not renewed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return (null, SecretResult.Unavailable($"Renewing threw {fault.GetType().Name}."));
        }
    }

    /// <summary>Revokes a token, with all that was made with it.</summary>
    /// <returns>Why it was not; null where it is gone.</returns>
    public async Task<string?> RevokeAsync(VaultToken token)
    {
        using var answer = await client.SendAsync(VaultCall.Post(VaultOperation.RevokeToken, "auth/token/revoke-self"), token, CancellationToken.None).ConfigureAwait(false);

        // A 403 is said of one that is over already.
        return answer.IsSuccess || answer.Status == 403 ? null : VaultFailure.Of(answer, "its own token").Reason;
    }

    public void Dispose() => login.Dispose();
}
