using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.Audit.Tests.Sinks;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>Each record is stored once, whatever happens between the service and the server.</summary>
[Collection(nameof(OnPostgres))]
public sealed class PostgresDeliveryTests(PostgresCluster cluster)
{
    [PostgresFact]
    public async Task J18_WhatComesAgain_WholeOrInPart_IsStoredOnce()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        using var journal = await WrittenJournal.WriteAsync(TestEvents.Refunds(1_000));
        await using var sink = PostgresSinkTests.Sink(audit.Writer);
        foreach (var (from, count) in new[] { (0, 400), (0, 400), (100, 500), (600, 402), (0, 10_000), (1_001, 1) })
        {
            await PostgresSinkTests.AssertStoredAsync(sink, journal.Batch(from, count));
        }

        await AssertHasEachOnceAsync(audit, journal);
    }

    [PostgresFact]
    public async Task J18_StoredAndNotAcknowledged_IsStoredOnce()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        using var journal = await WrittenJournal.WriteAsync(TestEvents.Refunds(2_000));
        var number = 0;
        foreach (var batch in journal.Batches(100))
        {
            await using var sink = PostgresSinkTests.Sink(audit.Writer);
            using var cancelled = new CancellationTokenSource();

            // Cut off somewhere between the first byte and the answer, or after it; a service that stops does this.
            cancelled.CancelAfter(TimeSpan.FromMilliseconds(number++));
            try
            {
                await sink.WriteAsync(batch, cancelled.Token);
            }
            catch (OperationCanceledException)
            {
                // Stored or not: nobody knows.
            }

            await PostgresSinkTests.AssertStoredAsync(sink, batch);
        }

        await AssertHasEachOnceAsync(audit, journal);
    }

    [PostgresFact]
    public async Task J18_AnotherRecordInTheSamePlace_ReplacesNothing_AndIsKeptAside()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await using var sink = PostgresSinkTests.Sink(audit.Writer);
        var records = Enumerable.Range(1, 10).Select(static number => Lines.Record(number, DateTimeOffset.UnixEpoch)).ToList();
        await PostgresSinkTests.AssertStoredAsync(sink, Lines.Batch(records));
        var before = await audit.RowsAsync("select seq, line from zerotrust_audit.events order by seq");
        records[4] = Lines.Record(5, DateTimeOffset.UnixEpoch, "\"type\":\"nothing.happened\"");

        AuditAside[] expected = [new(Lines.Id(5), "differs from the record that is stored in its place")];
        Assert.Equal(expected, await PostgresSinkTests.AssertStoredAsync(sink, Lines.Batch(records)));
        Assert.Equal(expected, await PostgresSinkTests.AssertStoredAsync(sink, Lines.Batch(records)));
        Assert.Equal(before, await audit.RowsAsync("select seq, line from zerotrust_audit.events order by seq"));
        Assert.Equal(
            [$"{Lines.Journal}|5|differs|{System.Text.Encoding.ASCII.GetString(records[4].Line.Span)}"],
            await audit.RowsAsync("select journal, seq, reason, convert_from(line, 'UTF8') from zerotrust_audit.aside"));
    }

    [PostgresFact]
    public async Task J18_AHundredThousandEvents_WithTheServerKilledAndItsConnectionsCut_AreStoredOnce()
    {
        const int Events = 100_000;
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        var folder = Directory.CreateTempSubdirectory("journal-");
        try
        {
            var builder = Host.CreateApplicationBuilder();
            var log = new KeptLog();
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddZeroTrustCore()
                .AddAuditJournal(Path.Combine(folder.FullName, "audit"), static options => options.Capacity = 262_144)
                .AddAuditPostgres(_ => audit.Writer, delivery: static options => (options.MaxEvents, options.MaxAge) = (500, TimeSpan.FromMilliseconds(10)));
            using (var host = builder.Build())
            {
                await host.StartAsync();
                var trail = host.Services.GetRequiredService<IAuditTrail>();
                var done = 0;
                Task UntilAsync(int count) => UntilStoredAsync(audit, count, () => $"{Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Sum(static file => new FileInfo(file).Length)} bytes are written\n{string.Join('\n', log.Messages)}");
                foreach (var part in TestEvents.Refunds(Events).Chunk(Events / 4))
                {
                    TestEvents.Record(trail, part);

                    done += part.Length;
                    await UntilAsync(done / 2);
                    await DisturbAsync(audit, done / (Events / 4));
                }

                await UntilAsync(Events);
                await host.StopAsync();
            }

            using var journal = new WrittenJournal(Path.Combine(folder.FullName, "audit"));
            await using (var sink = PostgresSinkTests.Sink(audit.Writer))
            {
                // What the host wrote while it ended: the next start would bring it.
                await PostgresSinkTests.AssertStoredAsync(sink, journal.Batch(journal.Records.Count - 1_000, 1_000));
            }

            await AssertHasEachOnceAsync(audit, journal);
            Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(journal.Location).Verdict);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AssertHasEachOnceAsync(PostgresAudit audit, WrittenJournal journal)
    {
        Assert.Equal(
            journal.Records.Select(static record => $"{record.Number}|{record.Id}|{System.Text.Encoding.ASCII.GetString(record.Line.Span)}"),
            await audit.RowsAsync("select seq, id, line from zerotrust_audit.events order by seq"));
        Assert.Equal(0, await audit.CountAsync("aside"));
    }

    private async Task DisturbAsync(PostgresAudit audit, int round)
    {
        if (round % 2 == 0)
        {
            await audit.RowsAsync("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'writer' and datname = current_database()");
            return;
        }

        await cluster.Server.StopAsync(immediately: true);
        await cluster.Server.StartAgainAsync();
    }

    // The time is a bound for what never comes: the longest pause between two attempts is a minute.
    private static async Task UntilStoredAsync(PostgresAudit audit, int count, Func<string> tell)
    {
        var (watch, stored) = (Stopwatch.StartNew(), 0L);
        while ((stored = await audit.CountAsync()) < count)
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(180))
            {
                var sessions = await audit.RowsAsync("select usename, state, wait_event_type, wait_event, left(query, 60) from pg_stat_activity where datname = current_database()");
                Assert.Fail($"{stored} of {count} are stored; {ThreadPool.ThreadCount} threads, {ThreadPool.PendingWorkItemCount} waiting; {string.Join('\n', sessions)}\n{tell()}");
            }

            await Task.Delay(100);
        }
    }
}
