using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class AlertSinksTests
{
    private readonly DetectionMetrics _metrics = new(new AuditMeter());
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task K7_ASinkThatThrows_IsToldOfTheNext_AndSoAreTheOthers()
    {
        var (bad, good) = (new Sink(static _ => throw new InvalidTimeZoneException()), new Sink(static _ => Task.CompletedTask));
        var sinks = new AlertSinks([bad, good], _metrics, _clock, NullLogger.Instance);
        sinks.Send(Alert());
        sinks.Send(Alert());

        await sinks.DisposeAsync();

        Assert.Equal((2, 2), (bad.Calls, good.Calls));
    }

    [Fact]
    public async Task K7_ASinkThatHangs_HoldsUpNobody_AndWhatDoesNotFitIsCounted()
    {
        var counts = new InstrumentCounts(_metrics);
        var held = new TaskCompletionSource();
        var (bad, good) = (new Sink(_ => held.Task), new Sink(static _ => Task.CompletedTask));
        var sinks = new AlertSinks([bad, good], _metrics, _clock, NullLogger.Instance);
        sinks.Send(Alert());
        await bad.Called;
        for (var sent = 1; sent <= 300; sent++)
        {
            sinks.Send(Alert());
            await good.UntilAsync(sent + 1);
        }

        Assert.Equal(301 + 300 - 256, counts["sent"]);
        held.SetResult();
        await sinks.DisposeAsync();
        Assert.Equal(257, bad.Calls);
    }

    [Fact]
    public async Task ASinkThatTakesTooLong_IsCancelled()
    {
        var sink = new Sink(static cancellationToken => Task.Delay(Timeout.Infinite, cancellationToken));
        var sinks = new AlertSinks([sink], _metrics, _clock, NullLogger.Instance);
        sinks.Send(Alert());
        await sink.Called;

        _clock.Advance(TimeSpan.FromSeconds(10));
        await sinks.DisposeAsync();

        Assert.Equal(1, sink.Calls);
    }

    private static DetectionAlert Alert() => new() { Id = Guid.CreateVersion7(), Rule = "rule", Time = default, Caller = Caller.Anonymous, Count = 1, From = default, Until = default, Events = [] };

    private sealed class Sink(Func<CancellationToken, Task> send) : IAlertSink
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public Task Called => _called.Task;

        public int Calls => Volatile.Read(ref _calls);

        public async Task UntilAsync(int calls)
        {
            while (Calls < calls)
            {
                await Task.Yield();
            }
        }

        public async ValueTask SendAsync(DetectionAlert alert, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            _called.TrySetResult();
            await send(cancellationToken);
        }
    }
}
