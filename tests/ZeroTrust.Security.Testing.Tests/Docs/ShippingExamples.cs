using System.Buffers;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the page on the audit shows of shipping.</summary>
internal static class ShippingExamples
{
    internal static async Task Map(ILedger ledger, AuditSinkBatch batch, AuditSinkRecord record, CancellationToken cancellationToken)
    {
        var mapper = new AuditMapper(AuditFormat.Ecs, new() { Service = "orders" });
        var line = new ArrayBufferWriter<byte>();
        if (mapper.TryWrite(record, batch.Journal, line))
        {
            await ledger.AddOnceAsync(record.Id, line.WrittenMemory, cancellationToken);
        }
    }
}
