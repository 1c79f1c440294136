using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Follows the bundle: reads it again at each interval and swaps one reference when it changed. What cannot be read changes nothing but
/// an alarm. Threads may share it.
/// </summary>
internal sealed class TrustBundleSource : IDisposable
{
    private readonly string _path;
    private readonly TimeSpan _interval;
    private readonly CertificateMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _reading = new();
    private volatile TrustBundle _current;
    private volatile string? _problem;

    /// <exception cref="InvalidOperationException">The bundle cannot be read.</exception>
    public TrustBundleSource(CertificateSettings settings, TimeProvider time, CertificateMetrics metrics, ILogger logger)
    {
        _path = settings.Bundle;
        _interval = settings.PollInterval;
        _metrics = metrics;
        _logger = logger;
        var reading = TrustBundleReader.Read(_path);
        _current = reading.Bundle ?? throw new InvalidOperationException($"The bundle of client certificate authorities cannot be used: {reading.Problem}");

        // It is made at the start; should it be within a request after all, nothing of that is kept.
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(static source => ((TrustBundleSource)source!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called at each interval, after the bundle was looked at.</summary>
    public Action? Ticked { get; set; }

    public TrustBundle Current => _current;

    /// <summary>Why the last reading changed nothing; null when it could be used.</summary>
    public string? Problem => _problem;

    public void Start() => _timer.Change(_interval, _interval);

    public void Dispose() => _timer.Dispose();

    // The timer must find it alive the next time, whatever happens in this one.
    private void Tick()
    {
        if (!_reading.TryEnter())
        {
            return;
        }

        try
        {
            ReadAgain();
            Ticked?.Invoke();
        }
#pragma warning disable CA1031 // See above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            CertificateLog.FollowingFailed(_logger, fault);
        }
        finally
        {
            _reading.Exit();
        }
    }

    private void ReadAgain()
    {
        var reading = TrustBundleReader.Read(_path, _current);
        if (reading.Problem is { } problem)
        {
            Refuse(problem);
            return;
        }

        _problem = null;
        if (reading.Bundle is { } bundle)
        {
            _current = bundle;
            _metrics.BundleRead(applied: true);
            CertificateLog.BundleApplied(_logger, bundle.Roots.Count, bundle.Intermediates.Count);
        }
    }

    private void Refuse(string problem)
    {
        if (_problem != problem)
        {
            CertificateLog.BundleRefused(_logger, _path, problem);
        }

        _problem = problem;
        _metrics.BundleRead(applied: false);
    }
}
