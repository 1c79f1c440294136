namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// A secret ID that comes wrapped: the file holds a token that gives it out once. Before it is unwrapped, Vault is asked where it was made, so that nobody puts one of another making in its place; one that was unwrapped before was read by
/// somebody else.
/// </summary>
internal sealed class WrappedCredential(VaultLogin login, VaultClient client) : ICredential
{
    private const string Stolen = "The wrapping token is over, or was unwrapped before. If that was not this service, somebody else has the secret ID: destroy it (auth/approle/role/…/secret-id/destroy), and find out who.";

    private Secret? _secretId;

    public async ValueTask<(Secret? Secret, SecretResult Problem)> ReadAsync(CancellationToken cancellationToken)
    {
        if (_secretId is null)
        {
            var (unwrapped, problem) = await UnwrapAsync(cancellationToken).ConfigureAwait(false);
            if (unwrapped is null)
            {
                return (null, problem);
            }

            _secretId = unwrapped;
        }

        return (_secretId.Reveal(0, static (bytes, _) => new Secret(bytes)), default);
    }

    public void Refused() => Dispose();

    public void Dispose()
    {
        _secretId?.Dispose();
        _secretId = null;
    }

    private async ValueTask<(Secret? Secret, SecretResult Problem)> UnwrapAsync(CancellationToken cancellationToken)
    {
        var (wrapping, problem) = LoginFile.Read(login);
        if (wrapping is null || !LoginFile.IsToken(wrapping))
        {
            wrapping?.Dispose();
            return (null, wrapping is null ? problem : SecretResult.Malformed("The file of the wrapping token holds something else."));
        }

        using var token = new VaultToken(wrapping, isOwn: false, firstLife: null, hadAt: default);
        if (await ProblemOfMakingAsync(wrapping, cancellationToken).ConfigureAwait(false) is { } making)
        {
            return (null, making);
        }

        using var answer = await client.SendAsync(VaultCall.Post(VaultOperation.Unwrap, "sys/wrapping/unwrap"), token, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && document.Secret("data"u8, "secret_id"u8) is { } secretId)
        {
            return (secretId, default);
        }

        return (null, answer.Status is 400 or 403 ? SecretResult.Refused(Stolen) : VaultFailure.Of(answer, "the wrapped secret ID"));
    }

    private async ValueTask<SecretResult?> ProblemOfMakingAsync(Secret wrapping, CancellationToken cancellationToken)
    {
        using var body = VaultBody.Of("token", wrapping);
        using var answer = await client.SendAsync(VaultCall.Post(VaultOperation.LookupWrapping, "sys/wrapping/lookup", body), null, cancellationToken).ConfigureAwait(false);
        if (answer.Status is 400 or 403)
        {
            return SecretResult.Refused(Stolen);
        }

        if (!answer.IsSuccess || !VaultDocument.TryParse(answer.Body, out var document) || document.Text("data"u8, "creation_path"u8) is not { } path)
        {
            return VaultFailure.Of(answer, "the wrapping token");
        }

        return path.Contains($"auth/{login.Mount}/role/", StringComparison.Ordinal) && path.EndsWith("/secret-id", StringComparison.Ordinal)
            ? null
            : SecretResult.Refused($"The wrapping token was not made for a secret ID of auth/{login.Mount}: somebody may have put another one in its place.");
    }
}
