using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>A log that may fail: the audit is written and shipped all the same.</summary>
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    private long _failures;

    /// <summary>How many messages were not taken.</summary>
    public long Failures => Volatile.Read(ref _failures);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // Providers of others.
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
