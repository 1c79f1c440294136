namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Asks one Vault with the one token that is kept for it. Threads share it.</summary>
internal sealed class VaultSession(VaultClient client, TokenKeeper keeper) : IAsyncDisposable, IDisposable
{
    /// <summary>What keeps the token.</summary>
    public TokenKeeper Keeper => keeper;

    /// <summary>Asks with the token of the session; once more with another one, where Vault no longer takes it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<VaultAnswer> SendAsync(VaultCall call, CancellationToken cancellationToken)
    {
        var (token, problem) = await keeper.TokenAsync(cancellationToken).ConfigureAwait(false);
        if (token is null)
        {
            return new(problem);
        }

        var answer = await client.SendAsync(call, token, cancellationToken).ConfigureAwait(false);
        if (answer.Status != 403 || await OtherThanAsync(token, cancellationToken).ConfigureAwait(false) is not { } other)
        {
            return answer;
        }

        answer.Dispose();
        return await client.SendAsync(call, other, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => keeper.DisposeAsync();

    // Not every container waits: what it begins goes on by itself.
    public void Dispose() => _ = DisposeAsync().AsTask();

    // A 403 is said of a token that is over and of a path that the policies do not allow, with the same words.
    private async ValueTask<VaultToken?> OtherThanAsync(VaultToken token, CancellationToken cancellationToken)
    {
        if (keeper.IsCurrent(token))
        {
            using var looked = await client.SendAsync(VaultCall.Get(VaultOperation.LookupToken, "auth/token/lookup-self"), token, cancellationToken).ConfigureAwait(false);
            var isOver = looked.Status == 403;
            if (isOver || (looked.IsSuccess && keeper.IsOld(token)))
            {
                await keeper.ReplaceAsync(token, isOver, cancellationToken).ConfigureAwait(false);
            }
            else if (keeper.IsCurrent(token))
            {
                return null;
            }
        }

        var (other, _) = await keeper.TokenAsync(cancellationToken).ConfigureAwait(false);
        return ReferenceEquals(other, token) ? null : other;
    }
}
