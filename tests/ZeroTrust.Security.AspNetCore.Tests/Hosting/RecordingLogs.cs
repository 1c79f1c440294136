using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>Keeps everything that is logged, at every level.</summary>
internal sealed class RecordingLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(string Category, LogLevel Level, string Text)> Lines => [.. _lines];

    public string All => string.Join('\n', _lines.Select(static line => $"{line.Category} {line.Level} {line.Text}"));

    public ILogger CreateLogger(string categoryName) => new Sink(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Sink(RecordingLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            logs._lines.Enqueue((category, LogLevel.None, state.ToString() ?? ""));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs._lines.Enqueue((category, logLevel, formatter(state, exception) + exception));
    }
}
