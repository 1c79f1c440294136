using System.Diagnostics.Metrics;

namespace ZeroTrust.Security.Encryption;

/// <summary>Counts messages. Tags come from closed sets.</summary>
internal sealed class PayloadMetrics : IDisposable
{
    public const string MeterName = "ZeroTrust.Security.Encryption";

    private readonly Meter _meter;
    private readonly Counter<long> _messages;

    public PayloadMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _messages = _meter.CreateCounter<long>("zerotrust.encryption.messages", "{message}", "Messages sealed for other services, and those opened here.");
    }

    public void Sealed(bool done) => _messages.Add(1, new("operation", "seal"), new("outcome", done ? "ok" : "refused"));

    public void Opened(bool done) => _messages.Add(1, new("operation", "open"), new("outcome", done ? "ok" : "refused"));

    public void Dispose() => _meter.Dispose();
}
