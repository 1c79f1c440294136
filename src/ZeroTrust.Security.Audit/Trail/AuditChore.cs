using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// Work that is done again and again beside the journal. Whatever it throws is counted and logged once, and it is done again, later each time: it
/// ends when it is told to. One loop runs it; everybody may ask how it stands.
/// </summary>
/// <param name="name">A word for logs and measurements.</param>
/// <param name="interval">From one time to the next.</param>
/// <param name="work">One time.</param>
/// <param name="clock">What the times are measured by.</param>
/// <param name="logger">Where failures go.</param>
internal sealed class AuditChore(string name, TimeSpan interval, Func<CancellationToken, ValueTask> work, TimeProvider clock, ILogger logger)
{
    /// <summary>How long one time may take before it is cancelled.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private long _succeeded = clock.GetTimestamp();
    private volatile int _failures;

    public string Name => name;

    /// <summary>How long ago it last went well.</summary>
    public TimeSpan SinceSuccess => clock.GetElapsedTime(Volatile.Read(ref _succeeded));

    /// <summary>Failures in a row.</summary>
    public int Failures => _failures;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var wait = BackOff.Longest;
            try
            {
                wait = await StepAsync(stopping).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Not even the log or the clock ends it.
            catch (Exception)
#pragma warning restore CA1031
            {
                _failures++;
            }

            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<TimeSpan> StepAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            await work(either.Token).ConfigureAwait(false);
            Succeed();
            return interval;
        }
#pragma warning disable CA1031 // Whatever it is, the next time comes.
        catch (Exception fault) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (++_failures == 1)
            {
                AuditLog.ChoreFailed(logger, name, fault.GetType().Name, fault);
            }

            return BackOff.System.After(_failures, interval);
        }
    }

    private void Succeed()
    {
        Volatile.Write(ref _succeeded, clock.GetTimestamp());
        if (_failures > 0)
        {
            AuditLog.ChoreRecovered(logger, name, _failures);
            _failures = 0;
        }
    }
}
