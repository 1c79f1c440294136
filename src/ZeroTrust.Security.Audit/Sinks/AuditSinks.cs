using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The sinks of a service, each followed in a loop of its own. What one does touches no other, and no request.</summary>
internal sealed class AuditSinks(IEnumerable<RegisteredSink> registered, SinkMetrics metrics, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>How long the sinks may take what is left when the service stops.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>How each one stands; empty until they are opened.</summary>
    public IReadOnlyList<SinkFollower> Followers { get; private set; } = [];

    /// <summary>Makes a follower of each sink. Nothing is handed over yet.</summary>
    public void Open(JournalFeed feed)
    {
        Followers = [.. registered.Select(sink => new SinkFollower(sink.Sink, feed, sink.Options, BackOff.System, metrics, logger, clock))];
        metrics.Begin(Followers);
    }

    /// <summary>Begins to deliver.</summary>
    public void Start() =>
        _running = Task.WhenAll(Followers.Select(follower => Task.Run(() => follower.RunAsync(_stopping.Token, _draining.Token), CancellationToken.None)));

    /// <summary>Delivers what is on disk, for as long as that goes well and no longer than <see cref="DrainTime"/>. What is left comes after the next start.</summary>
    /// <param name="hurry">Cancelled when there is no time.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        try
        {
            await _draining.CancelAsync().ConfigureAwait(false);
            await EndAsync(DrainTime, hurry).ConfigureAwait(false);
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // A host that is disposed while it stops has ended them already.
        }

        if (!await EndAsync(TimeSpan.FromSeconds(1), hurry).ConfigureAwait(false))
        {
            SinkLog.LeftAlone(logger);
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        if (_running.IsCompleted)
        {
            // Otherwise a sink still holds on to its call, and to what it reads.
            Followers.ToList().ForEach(static follower => follower.Dispose());
        }

        _draining.Dispose();
        _stopping.Dispose();
    }

    // A sink that does not end when it is told to is not waited for.
    private async Task<bool> EndAsync(TimeSpan most, CancellationToken hurry)
    {
        try
        {
            await _running.WaitAsync(most, clock, hurry).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            return _running.IsCompleted;
        }
    }
}
