using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class LoggerSinkTests
{
    [Fact]
    public async Task Write_IsAMessageForEachRecord_AndWhatIsNoneIsPutAside()
    {
        var log = new KeptLog();
        var sink = new LoggerSink(new(AuditFormat.Cef, MappedRecords.Mapping), log.CreateLogger(LoggerSink.Category));
        var bad = new AuditSinkRecord(2, SinkRig.Id(2), "{}"u8.ToArray());

        var result = await sink.WriteAsync(ShippedSink.Batch(MappedRecords.All["access"], bad, MappedRecords.All["refund"]), CancellationToken.None);

        Assert.Equal((3, SinkRig.Id(2)), (result.Stored, Assert.Single(result.Aside).Id));
        Assert.Equal([MappedRecords.Map(AuditFormat.Cef, MappedRecords.All["access"]), MappedRecords.Map(AuditFormat.Cef, MappedRecords.All["refund"])], log.Messages);
    }
}
