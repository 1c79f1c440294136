using Npgsql;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>A database with the shipped schema, made for one test, and logins for a service and for an auditor.</summary>
internal sealed class PostgresAudit : IAsyncDisposable
{
    public const string Password = "pw-of-the-writer-4711";

    private readonly PostgresServer _server;
    private readonly string _database;

    private PostgresAudit(PostgresServer server, string database)
    {
        (_server, _database) = (server, database);
        Owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionTo(database).ConnectionString) { Timezone = "UTC", Pooling = false });
        Writer = NpgsqlDataSource.Create(ConnectionOf("writer", Password));
        Reader = NpgsqlDataSource.Create(ConnectionOf("reader", Password));
    }

    /// <summary>The superuser.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>A service.</summary>
    public NpgsqlDataSource Writer { get; }

    /// <summary>An auditor.</summary>
    public NpgsqlDataSource Reader { get; }

    public static async Task<PostgresAudit> CreateAsync(PostgresServer server, bool schema = true)
    {
        var database = $"audit_{Guid.NewGuid():N}";
        await using (var admin = NpgsqlDataSource.Create(server.ConnectionTo("postgres")))
        {
            await RunAsync(admin, $"create database {database} template template0 encoding 'UTF8'");
        }

        var audit = new PostgresAudit(server, database);
        if (schema)
        {
            await RunAsync(audit.Owner, AuditPostgresSchema.Script);
            await RunAsync(
                audit.Owner,
                $"""
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'writer') then
                    create role writer login password '{Password}' in role zerotrust_audit_writer;
                    create role reader login password '{Password}' in role zerotrust_audit_reader;
                  end if;
                end $$
                """);
        }

        return audit;
    }

    public NpgsqlConnectionStringBuilder ConnectionOf(string user, string? password) => new(_server.ConnectionTo(_database).ConnectionString) { Username = user, Password = password };

    public Task RunAsync(string statement) => RunAsync(Owner, statement);

    /// <summary>The rows of a query, each with its columns as text.</summary>
    public async Task<List<string>> RowsAsync(string query)
    {
        await using var command = Owner.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public async Task<long> CountAsync(string table = "events") => long.Parse((await RowsAsync($"select count(*) from zerotrust_audit.{table}"))[0], System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Writer.DisposeAsync();
        await Reader.DisposeAsync();
    }

    internal static async Task RunAsync(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
