using Microsoft.Extensions.Logging;
using Npgsql;
using ZeroTrust.Security.Audit.Postgres.Rows;

namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>
/// Stores records in <c>zerotrust_audit.events</c>, each once. A batch goes in by one COPY; one with records that were stored before goes through a
/// table of its own. Nothing that a record holds holds up those behind it.
/// </summary>
internal sealed class PostgresSink(NpgsqlDataSource source, bool owned, AuditPostgresOptions options, PostgresMetrics metrics, ILogger logger) : IAuditSink, IAsyncDisposable
{
    private readonly RowBatch _rows = new();
    private readonly List<AuditAside> _aside = [];
    private PostgresSession? _session;

    // After a crash or a lost place many batches come again: each would be sent twice for nothing.
    private bool _repeats;

    public string Name => options.Name;

    public async ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            _aside.Clear();
            _rows.Fill(batch);
            _session ??= await PostgresSession.OpenAsync(source, options.StatementTimeout, cancellationToken).ConfigureAwait(false);
            await StoreAsync(_session, cancellationToken).ConfigureAwait(false);
            var stored = AuditSinkResult.StoredAll(batch);
            return _aside.Count == 0 ? stored : stored with { Aside = [.. _aside] };
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await EndSessionAsync().ConfigureAwait(false);
            throw new OperationCanceledException(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, what is said of it must hold neither a secret nor text of a record: the exception itself may.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await EndSessionAsync().ConfigureAwait(false);
            return PostgresFault.ResultOf(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndSessionAsync().ConfigureAwait(false);
        metrics.Dispose();
        if (owned)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StoreAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        foreach (var record in _rows.Strange)
        {
            await PutAsideAsync(session, record, "not a line of a journal", cancellationToken).ConfigureAwait(false);
        }

        await PrepareAsync(session, cancellationToken).ConfigureAwait(false);
        if (_rows.Records.Count > 0)
        {
            await StorePartAsync(session, 0, _rows.Records.Count, cancellationToken).ConfigureAwait(false);
        }
    }

    // Without a partition of its own a record goes into the default one.
    private async Task PrepareAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.PrepareAsync(_rows.Days, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled)
        {
            PostgresLog.NoPartition(logger, _rows.Journal, fault.SqlState);
        }
    }

    // A row that the database cannot hold is found by halves, and put aside.
    private async Task StorePartAsync(PostgresSession session, int from, int count, CancellationToken cancellationToken)
    {
        try
        {
            await CopyOrMergeAsync(session, from, count, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException fault) when (PostgresFault.IsOfTheData(fault))
        {
            if (count == 1)
            {
                await PutAsideAsync(session, _rows.Records[from], $"refused by the database: {fault.SqlState}", cancellationToken).ConfigureAwait(false);
                return;
            }

            await StorePartAsync(session, from, count / 2, cancellationToken).ConfigureAwait(false);
            await StorePartAsync(session, from + (count / 2), count - (count / 2), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyOrMergeAsync(PostgresSession session, int from, int count, CancellationToken cancellationToken)
    {
        var rows = _rows.Rows(from, count);
        if (!_repeats)
        {
            try
            {
                await session.CopyAsync(rows, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PostgresException fault) when (PostgresFault.IsRepeated(fault))
            {
                // Some are stored already.
            }
        }

        var merged = await session.MergeAsync(rows, count, cancellationToken).ConfigureAwait(false);
        _repeats = merged.Repeated > 0;
        metrics.Repeated(merged.Repeated);
        if (merged.Differing.Count > 0)
        {
            _aside.AddRange(merged.Differing.Select(static id => new AuditAside(id, "differs from the record that is stored in its place")));
            PostgresLog.Differ(logger, merged.Differing.Count, _rows.Journal);
        }
    }

    private async Task PutAsideAsync(PostgresSession session, AuditSinkRecord record, string reason, CancellationToken cancellationToken)
    {
        await session.PutAsideAsync(_rows.Journal, record, reason, cancellationToken).ConfigureAwait(false);
        _aside.Add(new(record.Id, reason));
    }

    private async ValueTask EndSessionAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
