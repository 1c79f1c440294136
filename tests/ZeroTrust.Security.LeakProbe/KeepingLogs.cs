using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>Keeps of each entry all that a provider can read.</summary>
internal sealed class KeepingLogs(Outputs outputs) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    private Outputs Outputs => outputs;

    public ILogger CreateLogger(string categoryName) => new Log(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // Nothing to end.
    }

    private sealed class Log(KeepingLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            logs._scopes.ForEachScope((scope, all) => all.Add($"{scope} {Pairs(scope)}"), scopes);
            var data = exception is null ? "" : string.Join(',', exception.Data.Keys.Cast<object>().Concat(exception.Data.Values.Cast<object>()));
            logs.Outputs.Say("logs", $"{logLevel} {category} {eventId} {formatter(state, exception)} | {state} | {Pairs(state)} | {string.Join(',', scopes)} | {exception} {data}");
        }

        private static string Pairs(object? state) => state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(';', pairs.Select(static pair => $"{pair.Key}={Print(pair.Value)}")) : "";

        private static string Print(object? value) => value is System.Collections.IEnumerable items and not string ? string.Join(", ", items.Cast<object?>()) : $"{value}";
    }
}
