using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>Keeps what is logged.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Lines { get; } = [];

    /// <summary>The event that it fails to write, as a full disk would.</summary>
    public int? FailsAt { get; set; }

    public IEnumerable<string> Of(int id) => Lines.Where(line => line.Id == id).Select(static line => line.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == FailsAt)
        {
            throw new IOException("The log is full.");
        }

        Lines.Enqueue((logLevel, eventId.Id, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
