namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Writes records to the standard output: a line each, a write for each batch.</summary>
internal sealed class StandardOutputSink(AuditMapper mapper, Func<Stream> open) : IAuditSink, IDisposable
{
    private Stream? _stream;
    private bool _torn;

    public string Name => "stdout";

    public async ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        var lines = MappedPart.Lines(mapper, batch.Journal, batch.Records.ToArray());
        try
        {
            _stream ??= open();
            if (_torn)
            {
                // The last write may have ended within a line.
                await _stream.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            }

            _torn = true;
            await _stream.WriteAsync(lines.Bytes, cancellationToken).ConfigureAwait(false);
            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            _torn = false;
            return AuditSinkResult.StoredAll(batch) with { Aside = lines.Aside };
        }
        catch (IOException fault)
        {
            return AuditSinkResult.Refused($"the standard output cannot be written ({fault.GetType().Name})");
        }
    }

    public void Dispose() => _stream?.Dispose();
}
