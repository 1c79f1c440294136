using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Text;

/// <summary>The audit trail to the log, with what it wrote.</summary>
internal sealed partial class RecordedLines : ILoggerFactory, ILogger
{
    private readonly List<string> _lines = [];

    /// <summary>Records one event and gives the one line it made.</summary>
    public string Record(AuditEvent auditEvent)
    {
        _lines.Clear();
        new LoggerAuditTrail(this).Record(auditEvent);
        return Assert.Single(_lines);
    }

    /// <summary>A denied access by this caller, or with what a refused token claimed.</summary>
    public string Record(Caller caller, UnverifiedToken? unverified = null) => Record(new()
    {
        Id = Guid.Empty,
        Type = "access",
        Time = DateTimeOffset.UnixEpoch,
        Outcome = AuditOutcome.Denied,
        Caller = caller,
        Unverified = unverified,
    });

    /// <summary>The text behind the escapes.</summary>
    public static string Unescape(string line) =>
        Escapes().Replace(line, static escape => ((char)ushort.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>Whether nothing in the line can break it, hide it or turn it around.</summary>
    public static bool IsOnePrintableLine(string line) => Ascii.IsValid(line) && !line.Any(char.IsControl);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    [GeneratedRegex(@"\\u[0-9A-F]{4}", RegexOptions.NonBacktracking)]
    private static partial Regex Escapes();
}
