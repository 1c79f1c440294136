using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>The same decisions as lines of the console logger in its JSON form, which a thread of its own writes into a file.</summary>
internal sealed partial class LoggedDecisions : IDisposable
{
    /// <summary>Less than the queue of the console takes, which is 2,500.</summary>
    public const int Batch = 1024;

    public const int LongBatch = 16_384;

    private readonly FileInfo _file = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
    private readonly WrittenLines _written;
    private readonly ILoggerFactory _factory;
    private readonly ILogger _logger;
    private readonly string _address = WarmRequest.Address.ToString();
    private long _recorded;

    public LoggedDecisions()
    {
        _written = new(_file.Open(FileMode.Create, FileAccess.Write));
        var console = Console.Out;
        Console.SetOut(_written);
        try
        {
            _factory = LoggerFactory.Create(static logging => logging.AddJsonConsole(static json => (json.TimestampFormat, json.UseUtcTimestamp) = ("O", true)));
            _logger = _factory.CreateLogger("ZeroTrust.Security.Audit");
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    public void Record(int count)
    {
        var caller = WarmRequest.Caller;
        for (var i = 0; i < count; i++)
        {
            Allowed(_logger, "access", "allowed", "GET", WarmRequest.Route, caller.User?.Subject, caller.User?.IssuerName, caller.Client, caller.Tenant, WarmRequest.Connection, _address);
        }

        _recorded += count;
    }

    /// <summary>Waits until all is written.</summary>
    public void Drain()
    {
        SpinWait.SpinUntil(() => _written.Lines == _recorded);
        _written.StartOver();
    }

    public void RecordAndDrain(int count)
    {
        Record(count);
        Drain();
    }

    public void Dispose()
    {
        _factory.Dispose();
        _written.Dispose();
        _file.Delete();
    }

    [LoggerMessage(1, LogLevel.Information, "{Type} {Outcome}: {Action} {Resource} for {User} of {Issuer} by {Client} of {Tenant}; connection {ConnectionId}, address {ClientAddress}.")]
    private static partial void Allowed(
        ILogger logger,
        string type,
        string outcome,
        string action,
        string resource,
        string? user,
        string? issuer,
        string? client,
        string? tenant,
        string connectionId,
        string clientAddress);
}
