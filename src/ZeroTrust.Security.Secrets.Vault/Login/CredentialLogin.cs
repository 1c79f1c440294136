namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Logs in with a role and what proves it: AppRole (<c>role_id</c>, <c>secret_id</c>), Kubernetes and JWT (<c>role</c>, <c>jwt</c>).</summary>
internal sealed class CredentialLogin(VaultLogin login, VaultClient client, ICredential credential, string roleName, string secretName) : ILoginMethod
{
    public bool MakesTokens => true;

    public async ValueTask<LoginResult> LogInAsync(CancellationToken cancellationToken)
    {
        var (secret, problem) = await credential.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (secret is null)
        {
            return LoginResult.Failed(problem);
        }

        using var taken = secret;
        if (!LoginFile.IsToken(secret))
        {
            return LoginResult.Failed(SecretResult.Malformed($"The file {Path.GetFileName(login.File)}, which the login needs, holds something else."));
        }

        using var body = VaultBody.Of((roleName, login.Role), (secretName, secret));
        using var answer = await client.SendAsync(VaultCall.Post(VaultOperation.Login, $"auth/{login.Mount}/login", body), null, cancellationToken).ConfigureAwait(false);
        return Read(answer);
    }

    public void Dispose() => credential.Dispose();

    private LoginResult Read(VaultAnswer answer)
    {
        if (answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && TokenGrant.OfAuth(document) is { } grant && document.Secret("auth"u8, "client_token"u8) is { } token)
        {
            if (LoginFile.IsToken(token))
            {
                return new(token, grant, default);
            }

            token.Dispose();
        }

        if (answer.Status is 400 or 403)
        {
            credential.Refused();
            return LoginResult.Failed(SecretResult.Refused($"Vault does not take the login by {login} ({answer.Status}): its role, or what proves it, is not taken."));
        }

        return LoginResult.Failed(answer.Status == 404
            ? SecretResult.Refused($"Vault has no method of login at auth/{login.Mount}, or none in this namespace.")
            : VaultFailure.Of(answer, "the login"));
    }
}
