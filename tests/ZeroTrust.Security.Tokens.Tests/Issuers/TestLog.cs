using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>Keeps what is logged, at every level.</summary>
internal sealed class TestLog : ILogger, ILoggerFactory
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Message)> _entries = new();

    public IReadOnlyList<(int Id, LogLevel Level, string Message)> Entries => [.. _entries];

    /// <summary>Thrown by every call, when set: a log that is broken.</summary>
    public Exception? Fault { get; set; }

    public int Count(int id) => Entries.Count(entry => entry.Id == id);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
        if (Fault is not null)
        {
            throw Fault;
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
