using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Tests.TestTokens;

/// <summary>Keeps what is logged. Not thread-safe.</summary>
internal sealed class ListLogger : ILogger<TokenValidator>
{
    public List<(LogLevel Level, EventId Id, string Text)> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((logLevel, eventId, formatter(state, exception)));
}
