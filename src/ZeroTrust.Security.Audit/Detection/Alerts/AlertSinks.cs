using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Tells every sink of alerts, each from a queue of its own. Threads may share it.</summary>
internal sealed class AlertSinks : IAsyncDisposable
{
    private const int MaxWaiting = 256;

    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    private readonly SupervisedQueue<DetectionAlert>[] _queues;
    private readonly DetectionMetrics _metrics;

    public AlertSinks(IEnumerable<IAlertSink> sinks, DetectionMetrics metrics, TimeProvider clock, ILogger logger)
    {
        _metrics = metrics;
        _queues = [.. sinks.Select(sink => new SupervisedQueue<DetectionAlert>(MaxWaiting, CallTime, SendAsync(sink), fault => Fail(sink, fault, logger), clock))];
    }

    public void Send(DetectionAlert alert)
    {
        foreach (var queue in _queues)
        {
            if (!queue.TryAdd(alert))
            {
                _metrics.Sent("full");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_queues.Select(static queue => queue.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private Func<DetectionAlert, CancellationToken, ValueTask> SendAsync(IAlertSink sink) => async (alert, cancellationToken) =>
    {
        await sink.SendAsync(alert, cancellationToken).ConfigureAwait(false);
        _metrics.Sent("sent");
    };

    private void Fail(IAlertSink sink, Exception fault, ILogger logger)
    {
        _metrics.Sent("failed");
        DetectionLog.NotSent(logger, sink.GetType().Name, fault);
    }
}
