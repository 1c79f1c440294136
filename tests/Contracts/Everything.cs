using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Contracts;

/// <summary>All that this process says while it lives: logs, the event sources of connections and of SDKs, the names and tags of every span.</summary>
public sealed class Everything : EventListener, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ActivityListener _spans;

    public Everything()
    {
        _spans = new()
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Say($"{span.OperationName} {span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(static one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>What was said so far, in one text.</summary>
    public string Text => string.Join('\n', _said);

    /// <summary>Says something more.</summary>
    public void Say(string? text) => _said?.Enqueue(text ?? "");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Say($"{eventId.Id} {formatter(state, exception)} {exception}");

    public override void Dispose()
    {
        _spans.Dispose();
        base.Dispose();
    }

    // Called by the base before this one's fields are there. Those of the runtime say nothing of a secret, and some of them what this does itself.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (new[] { "System.Net.", "Azure", "Amazon", "AWS", "Microsoft.Identity" }.Any(start => eventSource.Name.StartsWith(start, StringComparison.Ordinal)))
        {
            EnableEvents(eventSource, EventLevel.LogAlways, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
        Say($"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', eventData.Payload?.Select(static item => item is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : item) ?? [])}");
}
