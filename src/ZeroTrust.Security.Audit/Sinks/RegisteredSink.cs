using ZeroTrust.Security.Audit.Settings;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>A sink as the application added it. The container ends it, and with it the sink.</summary>
internal sealed class RegisteredSink : IAsyncDisposable, IDisposable
{
    public RegisteredSink(IAuditSink sink, Action<AuditSinkOptions>? configure, SinkSettings? settings = null)
    {
        Sink = sink;
        configure?.Invoke(Options);
        settings?.Read(sink.Name, Options);
    }

    public IAuditSink Sink { get; }

    public AuditSinkOptions Options { get; } = new();

    public void Dispose() => (Sink as IDisposable)?.Dispose();

    public ValueTask DisposeAsync()
    {
        if (Sink is IAsyncDisposable sink)
        {
            return sink.DisposeAsync();
        }

        Dispose();
        return default;
    }
}
