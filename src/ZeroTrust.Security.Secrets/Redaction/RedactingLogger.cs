using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets;

/// <summary>Masks an entry once, before all providers. An entry with nothing to mask is handed on as it came, with the text that was looked at.</summary>
internal sealed class RedactingLogger(ILogger inner, LogRedactor redactor) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    // Masked when it is read: most scopes never are, and what is held may change meanwhile.
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(redactor.RedactScope(state));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (inner.IsEnabled(logLevel))
        {
            LogEnabled(logLevel, eventId, state, exception, formatter);
        }
    }

    private void LogEnabled<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception) ?? "";
        var shown = exception is null ? null : redactor.RedactException(exception);
        if (redactor.RedactState(message, state) is { } masked)
        {
            inner.Log(logLevel, eventId, masked, shown, RedactedState.Formatter);
        }
        else
        {
            // The text as it was looked at: what is made of the same objects a moment later may be another.
            inner.Log(logLevel, eventId, state, shown, (_, _) => message);
        }
    }
}
