using ZeroTrust.Security.Audit.Postgres.Rows;

namespace ZeroTrust.Security.Audit.Postgres;

/// <summary>What is said to the database. Nothing in it comes from a record.</summary>
internal static class PostgresStatements
{
    /// <summary>The schema that this package writes to, as <c>zerotrust_audit.version()</c> has it.</summary>
    public const int SchemaVersion = 1;

    // What is reported as stored must outlast a crash of the server, and nobody waits for a lock for ever.
    public const string Begin =
        """
        select zerotrust_audit.version(), current_setting('server_encoding'),
          set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, false),
          set_config('statement_timeout', $1, false), set_config('timezone', 'UTC', false)
        """;

    public const string EnsurePartition = "select zerotrust_audit.ensure_partition($1)";

    public const string PutAside =
        "insert into zerotrust_audit.aside (journal, seq, id, line, reason) values ($1, $2, $3, $4, $5) on conflict do nothing";

    // Asked apart from what follows: a writer may add to what is aside, and not read it.
    public const string FindDiffering = "select id from pg_temp.zerotrust_batch where zerotrust_audit.differs(journal, seq, recorded_at, id, line)";

    public const string PutDifferingAside =
        """
        insert into zerotrust_audit.aside (journal, seq, id, line, reason)
        select replace(journal::text, '-', ''), seq, id, convert_to(line, 'UTF8'), 'differs' from pg_temp.zerotrust_batch
        where zerotrust_audit.differs(journal, seq, recorded_at, id, line) on conflict do nothing
        """;

    public static string Copy { get; } = $"copy zerotrust_audit.events ({EventColumns.List}) from stdin (format binary)";

    public static string MakeBatch { get; } = $"create temporary table zerotrust_batch ({EventColumns.Definitions}) on commit drop";

    public static string CopyBatch { get; } = $"copy pg_temp.zerotrust_batch ({EventColumns.List}) from stdin (format binary)";

    public static string MergeBatch { get; } =
        $"insert into zerotrust_audit.events ({EventColumns.List}) select {EventColumns.List} from pg_temp.zerotrust_batch on conflict do nothing";
}
