using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ZeroTrust.Security.Audit.Postgres;
using ZeroTrust.Security.Audit.Postgres.Rows;

namespace ZeroTrust.Security.Benchmarks.Postgres;

/// <summary>The same records by the sink, and as ready rows by COPY alone: into the sink's table, and into one without keys and indexes.</summary>
internal sealed class PostgresSubject(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly PostgresLines _lines = new();
    private readonly PostgresSink _sink = new(source, owned: false, new(), new(null), NullLogger.Instance);

    public static async Task<PostgresSubject> CreateAsync(NpgsqlDataSource source)
    {
        await RunAsync(source, AuditPostgresSchema.Script);
        await RunAsync(source, $"create table bare ({EventColumns.Definitions})");
        await RunAsync(source, "select zerotrust_audit.ensure_partition(now())");
        return new(source);
    }

    public async Task<double> SinkAsync(int events, int batch)
    {
        var batches = _lines.Next(events, batch);
        await RunAsync(source, "truncate zerotrust_audit.events");
        var start = Stopwatch.GetTimestamp();
        foreach (var part in batches)
        {
            var result = await _sink.WriteAsync(part, default);
            if (result.Stored != part.Records.Count)
            {
                throw new InvalidOperationException(result.Reason);
            }
        }

        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async Task<double> CopyAsync(string table, int events, int batch)
    {
        var parts = _lines.Next(events, batch).ConvertAll(static part =>
        {
            var rows = new RowBatch();
            rows.Fill(part);
            return rows.Rows(0, part.Records.Count);
        });
        await RunAsync(source, $"truncate {table}");
        await using var connection = await source.OpenConnectionAsync();
        var start = Stopwatch.GetTimestamp();
        foreach (var part in parts)
        {
            await using var stream = await connection.BeginRawBinaryCopyAsync($"copy {table} ({EventColumns.List}) from stdin (format binary)");
            await stream.WriteAsync(CopyBuffer.Header);
            await stream.WriteAsync(part);
            await stream.WriteAsync(CopyBuffer.Trailer);
        }

        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    private static async Task RunAsync(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
