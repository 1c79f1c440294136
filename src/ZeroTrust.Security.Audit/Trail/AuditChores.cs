namespace ZeroTrust.Security.Audit.Trail;

/// <summary>The work beside the journal, each in a loop of its own.</summary>
internal sealed class AuditChores(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<AuditChore> _all = [];
    private Task _running = Task.CompletedTask;

    /// <summary>How each one stands; empty until they are added.</summary>
    public IReadOnlyList<AuditChore> All => _all;

    /// <summary>To be called before <see cref="Start"/>.</summary>
    public void Add(AuditChore chore) => _all.Add(chore);

    public void Start() =>
        _running = Task.WhenAll(_all.Select(chore => Task.Run(() => chore.RunAsync(_stopping.Token), CancellationToken.None)));

    /// <summary>Ends them, and waits no longer than a few seconds.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // A host that is disposed while it stops has ended them already; the journal is still to be closed.
        }

        await _running.WaitAsync(EndTime, clock, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
