using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Tests.Redaction;

/// <summary>A logger factory with redaction, and a provider that keeps all that it is given, as text.</summary>
internal sealed class RedactionRig : IDisposable
{
    private readonly ServiceProvider _services;

    public RedactionRig(Action<ILoggingBuilder>? logging = null, Action<RedactionOptions>? configure = null, params IReadOnlyList<string> secrets)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging(builder =>
        {
            builder.SetMinimumLevel(LogLevel.Trace);
            builder.AddZeroTrustRedaction(options =>
            {
                foreach (var secret in secrets)
                {
                    options.Secrets.Add(Secret.FromText(secret));
                }

                configure?.Invoke(options);
            });

            // After the hook: the order is to make no difference.
            builder.AddProvider(Seen);
            logging?.Invoke(builder);
        });
        _services = services.BuildServiceProvider();
    }

    public KeepingProvider Seen { get; } = new();

    public IServiceProvider Services => _services;

    public ILoggerFactory Factory => _services.GetRequiredService<ILoggerFactory>();

    public ILogger Log => Factory.CreateLogger("Tests");

    /// <summary>All that the provider was given, in every way in which it can be read.</summary>
    public string All => string.Join('\n', Seen.Lines);

    public static TextRedactor Texts(bool shapes, params IReadOnlyList<byte[]> secrets)
    {
        var values = new SoughtValues([]);
        values.Set(values, secrets.Select(static secret => new Secret(secret)).ToArray());
        return new(values, shapes ? new(["ztk_"]) : null);
    }

    public void Dispose() => _services.Dispose();

    internal sealed class KeepingProvider : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<Entry> Entries { get; } = new();

        public ILogger CreateLogger(string categoryName) => new KeepingLogger(this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
            // Nothing to end.
        }

        public static string Pairs(object? state) => state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(';', pairs.Select(static pair => $"{pair.Key}={pair.Value}")) : "";

        private sealed class KeepingLogger(KeepingProvider provider) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var scopes = new List<string>();
                provider._scopes.ForEachScope((scope, all) => all.Add($"{scope} {Pairs(scope)}"), scopes);
                var message = formatter(state, exception);
                provider.Entries.Enqueue(new(message, state, exception));
                provider.Lines.Enqueue($"{message} | {state} | {Pairs(state)} | {string.Join(',', scopes)} | {exception} {exception?.Message} {exception?.InnerException?.Message} {string.Join(',', exception?.Data.Values.Cast<object>() ?? [])}");
            }
        }
    }

    internal sealed record Entry(string Message, object? State, Exception? Exception);
}
