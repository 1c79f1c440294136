using System.Threading.Channels;

namespace ZeroTrust.Security.ConformanceTests.Detection;

/// <summary>Keeps the alerts that are sent.</summary>
internal sealed class AlertList : IAlertSink
{
    private readonly Channel<DetectionAlert> _alerts = Channel.CreateUnbounded<DetectionAlert>();

    public ValueTask SendAsync(DetectionAlert alert, CancellationToken cancellationToken) => _alerts.Writer.WriteAsync(alert, cancellationToken);

    /// <summary>The next alert; waits for it.</summary>
    public async Task<DetectionAlert> NextAsync() => await _alerts.Reader.ReadAsync();

    public bool IsEmpty => !_alerts.Reader.TryPeek(out _);
}
