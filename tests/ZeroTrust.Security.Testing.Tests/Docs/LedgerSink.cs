namespace ZeroTrust.Security.Testing.Tests.Docs;

public sealed class LedgerSink(ILedger ledger) : IAuditSink
{
    public string Name => "ledger";

    public async ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        foreach (var record in batch.Records)
        {
            // The same record may come again: its id is the same each time.
            await ledger.AddOnceAsync(record.Id, record.Line, cancellationToken);
        }

        return AuditSinkResult.StoredAll(batch);
    }
}
