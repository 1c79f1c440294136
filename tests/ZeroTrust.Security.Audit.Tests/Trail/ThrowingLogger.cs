using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Tests.Trail;

/// <summary>A log that fails whenever it is written to.</summary>
internal sealed class ThrowingLogger : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new IOException("the log is full");
}
