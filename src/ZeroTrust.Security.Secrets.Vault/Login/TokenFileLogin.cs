namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Takes the token of a file, and asks Vault how long it lives.</summary>
internal sealed class TokenFileLogin(VaultLogin login, VaultClient client) : ILoginMethod
{
    public bool MakesTokens => false;

    public async ValueTask<LoginResult> LogInAsync(CancellationToken cancellationToken)
    {
        var (secret, problem) = LoginFile.Read(login);
        if (secret is null)
        {
            return LoginResult.Failed(problem);
        }

        var result = LoginFile.IsToken(secret)
            ? await LookUpAsync(secret, cancellationToken).ConfigureAwait(false)
            : LoginResult.Failed(SecretResult.Malformed("The file of the token holds something else."));
        if (result.Value is null)
        {
            secret.Dispose();
        }

        return result;
    }

    public void Dispose()
    {
        // It keeps nothing.
    }

    private async ValueTask<LoginResult> LookUpAsync(Secret secret, CancellationToken cancellationToken)
    {
        var token = new VaultToken(secret, isOwn: false, firstLife: null, hadAt: default);
        using var answer = await client.SendAsync(VaultCall.Get(VaultOperation.LookupToken, "auth/token/lookup-self"), token, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 403)
        {
            return LoginResult.Failed(SecretResult.Refused("Vault does not take the token of the file (403): it is over, or was revoked."));
        }

        return answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && TokenGrant.OfLookup(document) is { } grant
            ? new(secret, grant, default)
            : LoginResult.Failed(VaultFailure.Of(answer, "the token of the file"));
    }
}
