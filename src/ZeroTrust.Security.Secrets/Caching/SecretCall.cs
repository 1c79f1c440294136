namespace ZeroTrust.Security.Secrets;

/// <summary>One call of a store: whatever it does, it ends in time and in a result.</summary>
internal sealed class SecretCall(ISecretProvider provider, TimeSpan timeout, TimeProvider clock)
{
    public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken stopping) => RunAsync(
        cancel => provider.GetAsync(request, cancel), static result => result.Version?.Dispose(), static failed => failed, stopping);

    public ValueTask<SecretVersionList> ListAsync(string name, CancellationToken stopping) => RunAsync(
        cancel => provider.ListVersionsAsync(name, cancel), static _ => { }, SecretVersionList.Failed, stopping);

    private async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, Action<T> discard, Func<SecretResult, T> failed, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);

        // On a thread of its own: a store may block before it returns. One that heeds no token is left behind.
        var cancel = either.Token;
        var running = Task.Run(() => call(cancel).AsTask(), CancellationToken.None);
        try
        {
            return await running.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            _ = DiscardAsync(running, discard);
            return failed(SecretResult.Unavailable($"It did not answer within {timeout}."));
        }
#pragma warning disable CA1031 // Stores of others: what they throw is an answer too.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return failed(SecretResult.Unavailable($"Its provider threw {fault.GetType().Name}."));
        }
    }

    // Nobody waits for it any more.
    private static async Task DiscardAsync<T>(Task<T> running, Action<T> discard)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.IsCompletedSuccessfully)
        {
            discard(await running.ConfigureAwait(false));
        }
    }
}
