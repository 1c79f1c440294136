using Npgsql;
using NpgsqlTypes;
using ZeroTrust.Security.Audit.Postgres.Rows;

namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>One connection of a writer. After a fault of anything but the data it is not used again.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly TimeSpan _timeout;
    private readonly HashSet<DateOnly> _prepared = [];
    private Task _ending = Task.CompletedTask;

    private PostgresSession(NpgsqlConnection connection, TimeSpan timeout) => (_connection, _timeout) = (connection, timeout);

    /// <summary>Connects, and looks at the database.</summary>
    /// <exception cref="SchemaException">It is not what this package writes to.</exception>
    public static async Task<PostgresSession> OpenAsync(NpgsqlDataSource source, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var session = new PostgresSession(connection, timeout);
        try
        {
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Has the partitions of some days made, once each.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellationToken)
    {
        foreach (var day in days.Where(day => !_prepared.Contains(day)))
        {
            await RunAsync(PostgresStatements.EnsurePartition, cancellationToken, new NpgsqlParameter { Value = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), NpgsqlDbType = NpgsqlDbType.TimestampTz })
                .ConfigureAwait(false);
            _prepared.Add(day);
        }
    }

    /// <summary>Stores rows, all or none. Where one of them is stored already, none is.</summary>
    public Task CopyAsync(ReadOnlyMemory<byte> rows, CancellationToken cancellationToken) => SendAsync(PostgresStatements.Copy, rows, cancellationToken);

    /// <summary>Stores those of the rows that are not stored yet, and puts aside what stands in the place of another record; all or none.</summary>
    public async Task<MergeResult> MergeAsync(ReadOnlyMemory<byte> rows, int count, CancellationToken cancellationToken)
    {
        var transaction = await _connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync(PostgresStatements.MakeBatch, cancellationToken).ConfigureAwait(false);
            await SendAsync(PostgresStatements.CopyBatch, rows, cancellationToken).ConfigureAwait(false);
            var stored = await RunAsync(PostgresStatements.MergeBatch, cancellationToken).ConfigureAwait(false);
            var differing = stored == count ? [] : await PutDifferingAsideAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new(count - stored, differing);
        }
    }

    /// <summary>Keeps a record's line where nothing can be wrong with it, once.</summary>
    public Task PutAsideAsync(string journal, AuditSinkRecord record, string reason, CancellationToken cancellationToken) => RunAsync(
        PostgresStatements.PutAside,
        cancellationToken,
        new() { Value = journal, NpgsqlDbType = NpgsqlDbType.Text },
        new() { Value = record.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
        new() { Value = record.Id, NpgsqlDbType = NpgsqlDbType.Uuid },
        new() { Value = record.Line, NpgsqlDbType = NpgsqlDbType.Bytea },
        new() { Value = reason, NpgsqlDbType = NpgsqlDbType.Text });

    /// <summary>Closes the connection: now, or where the server still owes an answer, once it has answered or its time is over.</summary>
    public ValueTask DisposeAsync()
    {
        if (_ending.IsCompleted)
        {
            return _connection.DisposeAsync();
        }

        _ = CloseLateAsync();
        return default;
    }

    private async Task CloseLateAsync()
    {
        await _ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var command = Command(PostgresStatements.Begin);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new() { Value = ((long)_timeout.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlDbType.Text });
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                Check(reader.GetInt32(0), reader.GetString(1));
            }
        }
    }

    private static void Check(int version, string encoding)
    {
        if (version != PostgresStatements.SchemaVersion)
        {
            throw new SchemaException(
                $"the schema zerotrust_audit has version {version}, and this package writes to version {PostgresStatements.SchemaVersion}: apply the scripts under sql/ of the package, or update it");
        }

        if (encoding != "UTF8")
        {
            throw new SchemaException($"the database has the encoding {encoding}; it must be UTF8");
        }
    }

    private async Task SendAsync(string statement, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        var stream = await _connection.BeginRawBinaryCopyAsync(statement, cancellationToken).ConfigureAwait(false);
        try
        {
            stream.ReadTimeout = stream.WriteTimeout = (int)_timeout.TotalMilliseconds;
            await stream.WriteAsync(CopyBuffer.Header, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(rows, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(CopyBuffer.Trailer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CancelAsync(stream).ConfigureAwait(false);
            throw;
        }

        // Only now the server has all of it, and says what it thinks. That wait knows no cancellation, so it is left to itself.
        _ending = stream.DisposeAsync().AsTask();
        await _ending.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // What the server answers says more than that writing failed.
    private static async Task CancelAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The connection broke: it says nothing, and what broke it is known.
        }
    }

    private async Task<IReadOnlyList<Guid>> PutDifferingAsideAsync(CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var command = Command(PostgresStatements.FindDiffering);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    ids.Add(reader.GetGuid(0));
                }
            }
        }

        if (ids.Count > 0)
        {
            await RunAsync(PostgresStatements.PutDifferingAside, cancellationToken).ConfigureAwait(false);
        }

        return ids;
    }

    private async Task<int> RunAsync(string statement, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var command = Command(statement);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddRange(parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private NpgsqlCommand Command(string statement) => new(statement, _connection) { CommandTimeout = (int)Math.Ceiling(_timeout.TotalSeconds) };
}
