namespace ZeroTrust.Security.Testing;

/// <summary>
/// Holds the requests of one endpoint until it is disposed: a delay without a sleep. Made by <see cref="FakeTokenIssuer.Hold"/>.
/// </summary>
public sealed class IssuerGate : IDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal IssuerGate()
    {
    }

    /// <summary>Ends when the first request stands before the gate.</summary>
    /// <value>One task, the same each time.</value>
    public Task Arrived => _arrived.Task;

    /// <summary>Lets all requests through, those that wait and those to come.</summary>
    public void Dispose() => _open.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _arrived.TrySetResult();
        return _open.Task.WaitAsync(cancellationToken);
    }
}
