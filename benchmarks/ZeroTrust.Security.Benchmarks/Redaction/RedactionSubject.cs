using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Benchmarks.Redaction;

/// <summary>An application that logs to one provider, which has each entry formatted and keeps nothing; with or without the hook, and with so many secrets held.</summary>
internal sealed partial class RedactionSubject : IDisposable
{
    private const int SecretBytes = 24;

    private readonly ServiceProvider _services;
    private readonly ILogger _log;
    private readonly Exception _fault = Thrown();

    /// <param name="held">How many secrets are held; null for no hook.</param>
    public RedactionSubject(int? held)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            logging.AddProvider(new FormattingProvider());
            if (held is { } number)
            {
                logging.AddZeroTrustRedaction(options => Enumerable.Range(0, number).ToList().ForEach(_ => options.Secrets.Add(MakeSecret())));
            }
        });
        _services = services.BuildServiceProvider();
        _log = _services.GetRequiredService<ILoggerFactory>().CreateLogger("Orders");
    }

    public void LogEntries(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Finished(_log, "POST", "/orders/4711/refunds", 201, 12.75, "alice");
        }
    }

    public void LogBelowTheLevel(int count)
    {
        for (var i = 0; i < count; i++)
        {
            NotLogged(_log, "POST", "/orders/4711/refunds");
        }
    }

    public void LogExceptions(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Failed(_log, _fault, 4711);
        }
    }

    public void Dispose() => _services.Dispose();

    // As passwords and tokens are: text of random characters.
    private static Secret MakeSecret() => Secret.FromText(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("The order is closed and takes no more refunds.");
        }
        catch (InvalidOperationException fault)
        {
            return fault;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Request {Method} {Path} was answered with {Status} in {Elapsed} ms for user {User}, from the cache of the last minute.")]
    private static partial void Finished(ILogger log, string method, string path, int status, double elapsed, string user);

    [LoggerMessage(2, LogLevel.Debug, "Request {Method} {Path} has come.")]
    private static partial void NotLogged(ILogger log, string method, string path);

    [LoggerMessage(3, LogLevel.Error, "Order {Order} cannot be refunded.")]
    private static partial void Failed(ILogger log, Exception fault, int order);

    private sealed class FormattingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            GC.KeepAlive(formatter(state, exception));
            GC.KeepAlive(exception?.ToString());
        }

        public void Dispose()
        {
            // Nothing to end.
        }
    }
}
