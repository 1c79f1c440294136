using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>A sink as an application adds it, and batches for it.</summary>
internal sealed class ShippedSink : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public ShippedSink(Func<IZeroTrustBuilder, IZeroTrustBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock).AddLogging();
        add(services.AddZeroTrustCore());
        _provider = services.BuildServiceProvider();
        Sink = _provider.GetRequiredService<RegisteredSink>().Sink;
    }

    public ManualTimeProvider Clock { get; } = new(MappedRecords.Now);

    public IAuditSink Sink { get; }

    /// <summary>Records whose numbers go up from 1.</summary>
    public static AuditSinkBatch Batch(int records) => Batch([.. Enumerable.Range(1, records).Select(static number => MappedRecords.All["refund"] with { Number = number, Id = SinkRig.Id(number) })]);

    public static AuditSinkBatch Batch(params AuditSinkRecord[] records) => new(MappedRecords.Journal, records);

    public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch) => Sink.WriteAsync(batch, CancellationToken.None);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
