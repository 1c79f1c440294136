using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// Notes which keys are taken, and writes it back from time to time. A request pays for one compare, and once an interval for one place in
/// a queue, which is at most as long as there are keys. What was not written when the process ends is lost.
/// </summary>
internal sealed class ApiKeyUses : IDisposable
{
    private readonly ConcurrentQueue<HeldApiKey> _noted = [];
    private readonly ApiKeyLedger _ledger;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private volatile Task _flight = Task.CompletedTask;
    private volatile bool _stopped;

    public ApiKeyUses(ApiKeyLedger ledger, ApiKeySettings settings, TimeProvider clock, ILogger<ApiKeyUses> logger)
    {
        (_ledger, _interval, _logger) = (ledger, settings.LastUsedInterval, logger);
        _timer = DetachedTimer.Create(clock, static it => ((ApiKeyUses)it!).Wake(), this);
    }

    /// <summary>The writing under way, or the last one.</summary>
    public Task Flight => _flight;

    public void Start() => _timer.Change(_interval, Timeout.InfiniteTimeSpan);

    public void Note(HeldApiKey held, DateTimeOffset now)
    {
        if (held.TryTouch(now, _interval))
        {
            _noted.Enqueue(held);
        }
    }

    /// <summary>Writes what was noted, and waits for it: at the end of the process.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var uses = new Dictionary<string, ApiKeyUse>(StringComparer.Ordinal);
        while (_noted.TryDequeue(out var held))
        {
            uses[held.PublicId] = new(held.KeyId, held.PublicId, new(held.UsedAt, TimeSpan.Zero));
        }

        if (uses.Count > 0)
        {
            await _ledger.TouchAsync(uses.Values, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _timer.Dispose();
    }

    // The timer is set anew only when a writing has ended, so there is never a second one.
    private void Wake()
    {
        using var _ = DetachedTimer.SuppressFlow();
        _flight = Task.Run(WriteAsync);
    }

    private async Task WriteAsync()
    {
        try
        {
            await FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever it is: the next writing must come. The time of these uses is told by the next ones.
            ApiKeyLog.UsesLost(_logger, exception);
        }

        if (!_stopped)
        {
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }
}
