using System.Globalization;
using Npgsql;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.Benchmarks.Postgres;

/// <summary>How many events a second the sink stores, beside what COPY alone does with the same rows.</summary>
internal static class PostgresRun
{
    /// <summary>A connection string of a role that may create databases and roles; without it a server is started here, with its usual settings.</summary>
    private const string Variable = "ZEROTRUST_POSTGRES";

    private const int Events = 100_000;
    private const int Rounds = 3;
    private const double Goal = 50_000;

    private static readonly int[] Sizes = [5_000, 1_000];

    public static async Task<int> RunAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } given)
        {
            return await RunAsync(new NpgsqlConnectionStringBuilder(given));
        }

        if (PostgresServer.Programs is null)
        {
            await Console.Error.WriteLineAsync($"needs PostgreSQL (Debian package postgresql), or {Variable} with a connection string");
            return 2;
        }

        await using var server = await PostgresServer.StartAsync();
        return await RunAsync(server.ConnectionTo("postgres"));
    }

    private static async Task<int> RunAsync(NpgsqlConnectionStringBuilder connection)
    {
        var database = $"zerotrust_{Guid.NewGuid():N}";
        await using var admin = NpgsqlDataSource.Create(connection);
        await ExecuteAsync(admin, $"create database {database} template template0 encoding 'UTF8'");
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = database });
            await using var subject = await PostgresSubject.CreateAsync(source);
            var best = 0.0;
            Console.WriteLine($"medians of {Rounds} interleaved rounds of {Events:n0} events, {Environment.ProcessorCount} cores shared with the server");
            foreach (var size in Sizes)
            {
                best = Math.Max(best, await MeasureAsync(subject, size));
            }

            return best >= Goal ? 0 : 1;
        }
        finally
        {
            await ExecuteAsync(admin, $"drop database {database} with (force)");
        }
    }

    private static async Task<double> MeasureAsync(PostgresSubject subject, int size)
    {
        var (sink, same, bare) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var rates = (await subject.SinkAsync(Events, size), await subject.CopyAsync("zerotrust_audit.events", Events, size), await subject.CopyAsync("bare", Events, size));
            if (round >= 0)
            {
                sink.Add(rates.Item1);
                same.Add(rates.Item2);
                bare.Add(rates.Item3);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batches of {size,5:n0}: sink {Median(sink),9:n0} events/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    COPY of ready rows into the same table        {Median(same),9:n0} events/s, the sink has {Median(sink) / Median(same):p0} of it"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    COPY of ready rows into a table without keys  {Median(bare),9:n0} events/s, the sink has {Median(sink) / Median(bare):p0} of it"));
        return Median(sink);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task ExecuteAsync(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
