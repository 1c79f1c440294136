namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Keys that are kept fresh, as requests see them: they wait for a fetch within bounds of time and number.</summary>
internal sealed class RefreshedKeys(IssuerKeySettings settings, KeyRefresher refresher, IssuerMetrics metrics, TimeProvider time)
    : IssuerKeys(settings)
{
    /// <summary>The most requests that wait at one time. Each holds memory and a connection of its own.</summary>
    public const int MaxWaiting = 1000;

    private int _waiting;

    private KeyRefresher Refresher => refresher;

    public override IssuerKeySet? Current => refresher.Current;

    public override IssuerKeyStatus Status => refresher.Status;

    public override TimeSpan Age => refresher.Age;

    /// <summary>The last fetch begun: under way, or ended and reported.</summary>
    public Task Flight => refresher.Flight;

    public override void TakeOver(IssuerKeys previous)
    {
        if (previous is RefreshedKeys refreshed)
        {
            refresher.TakeOver(refreshed.Refresher);
        }
    }

    public override void Start()
    {
        metrics.Add(this);
        refresher.Start();
    }

    public override async ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var boarding = refresher.Board(keyId);
        var outcome = boarding.Flight is null ? boarding.Answer : await WaitInNumberAsync(boarding, keyId, cancellationToken).ConfigureAwait(false);
        metrics.CountWait(Settings.IssuerName, outcome);
        return outcome;
    }

    public override void Dispose()
    {
        metrics.Remove(this);
        _ = refresher.DisposeAsync().AsTask();
    }

    public override async ValueTask DisposeAsync()
    {
        metrics.Remove(this);
        await refresher.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<KeyFetch> WaitInNumberAsync(Boarding boarding, string? keyId, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) > MaxWaiting
                ? KeyFetch.Unavailable
                : await WaitInTimeAsync(boarding, keyId, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async ValueTask<KeyFetch> WaitInTimeAsync(Boarding boarding, string? keyId, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var patience = Task.Delay(Settings.KeyWait, time, ending.Token);
        try
        {
            var outcome = await WaitAsync(boarding.Flight!, patience, cancellationToken).ConfigureAwait(false);
            if (outcome != KeyFetch.Fetched || !boarding.Joined || keyId is null || Current?.Find(keyId) is not null)
            {
                return outcome;
            }

            // The fetch had begun before this request came, perhaps before the issuer published the key: one more may know it.
            var second = refresher.Board(keyId);
            return second.Flight is null ? second.Answer : await WaitAsync(second.Flight, patience, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<KeyFetch> WaitAsync(Task<KeyFetch> flight, Task patience, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(flight, patience).ConfigureAwait(false) == flight)
        {
            return await flight.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return KeyFetch.Unavailable;
    }
}
