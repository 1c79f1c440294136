using System.Text.Json;
using Npgsql;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>What the shipped roles cannot do, and what of the journal can be proven from the database alone.</summary>
[Collection(nameof(OnPostgres))]
public sealed class PostgresGrantTests(PostgresCluster cluster)
{
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    [PostgresFact]
    public async Task J6_TheWriter_CanNeitherReadNorChangeNorDeleteNorSayWhoStored()
    {
        await using var audit = await FilledAsync();
        string[] attempts =
        [
            "select line from zerotrust_audit.events", "select count(*) from zerotrust_audit.events", "table zerotrust_audit.aside", "table zerotrust_audit.events_default",
            "update zerotrust_audit.events set outcome = 'allowed'", "update zerotrust_audit.aside set reason = ''", "delete from zerotrust_audit.events", "delete from zerotrust_audit.aside",
            "truncate zerotrust_audit.events", "truncate zerotrust_audit.events_default", "delete from zerotrust_audit.events_default",
            "insert into zerotrust_audit.events (journal, seq, recorded_at, id, line, stored_by) values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'x', 'auditor')",
            "insert into zerotrust_audit.events (journal, seq, recorded_at, id, line, stored_at) values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'x', 'epoch')",
            "insert into zerotrust_audit.events (journal, seq, recorded_at, id, line) values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'x') on conflict (journal, seq, recorded_at, id) do update set line = 'y'",
            "insert into zerotrust_audit.events (journal, seq, recorded_at, id, line) values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'x') returning line",
            "insert into zerotrust_audit.events_default (journal, seq, recorded_at, id, line) values (gen_random_uuid(), 1, 'epoch', gen_random_uuid(), 'x')",
            "drop table zerotrust_audit.events", "alter table zerotrust_audit.events detach partition zerotrust_audit.events_default", "alter table zerotrust_audit.events disable trigger all",
            "create table zerotrust_audit.mine (x int)", "create trigger t before insert on zerotrust_audit.events execute function suppress_redundant_updates_trigger()",
            "create rule r as on insert to zerotrust_audit.events do instead nothing", "grant select on zerotrust_audit.events to writer", "set role zerotrust_audit_owner",
            "select zerotrust_audit.make_partition(now(), now())", "select zerotrust_audit.search()", "select zerotrust_audit.breaks(gen_random_uuid())",
            "create or replace function zerotrust_audit.version() returns integer language sql as 'select 1'", "do $$ begin lock table zerotrust_audit.events in access exclusive mode; end $$",
            "copy zerotrust_audit.events to stdout", "comment on table zerotrust_audit.events is 'x'", "drop schema zerotrust_audit cascade",
        ];
        var before = await audit.RowsAsync("select * from zerotrust_audit.events order by seq");

        Assert.All(attempts, attempt => Assert.True(Refusal(audit.Writer, attempt) == Denied, $"{attempt}: {Refusal(audit.Writer, attempt)}"));
        Assert.Equal(before, await audit.RowsAsync("select * from zerotrust_audit.events order by seq"));
        Assert.Null(Refusal(audit.Writer, "insert into zerotrust_audit.events (journal, seq, recorded_at, id, line) values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'x')"));
        Assert.Equal(["writer"], await audit.RowsAsync("select stored_by from zerotrust_audit.events where line = 'x'"));
    }

    [PostgresFact]
    public async Task J6_TheReader_ReadsAndDoesNothingElse_AndOthersSeeNothing()
    {
        await using var audit = await FilledAsync();
        await audit.RunAsync("do $$ begin if not exists (select from pg_roles where rolname = 'stranger') then create role stranger login password 'pw-of-the-writer-4711'; end if; end $$");
        await using var stranger = NpgsqlDataSource.Create(audit.ConnectionOf("stranger", PostgresAudit.Password));
        string[] changes =
        [
            "insert into zerotrust_audit.events (journal, seq, recorded_at, id, line) values (gen_random_uuid(), 1, now(), gen_random_uuid(), 'x')",
            "update zerotrust_audit.events set outcome = 'allowed'", "delete from zerotrust_audit.events", "truncate zerotrust_audit.events", "select zerotrust_audit.ensure_partition(now())",
            "select zerotrust_audit.differs(gen_random_uuid(), 1, now(), gen_random_uuid(), 'x')", "insert into zerotrust_audit.aside (journal, seq, id, line, reason) values ('x', 1, gen_random_uuid(), '', 'x')", "drop table zerotrust_audit.events",
        ];
        string[] reads = ["select zerotrust_audit.version()", "table zerotrust_audit.events", "table zerotrust_audit.aside", "select * from zerotrust_audit.search()", "select * from zerotrust_audit.breaks(gen_random_uuid())"];

        Assert.All(changes, attempt => Assert.Equal(Denied, Refusal(audit.Reader, attempt)));
        Assert.All(changes.Concat(reads), attempt => Assert.Equal(Denied, Refusal(stranger, attempt)));
        Assert.All(reads, read => Assert.Null(Refusal(audit.Reader, read)));
    }

    [PostgresFact]
    public async Task EnsurePartition_ForTimesThatNoClockShows_MakesNone()
    {
        await using var audit = await FilledAsync();
        var before = await audit.RowsAsync("select relname from pg_class where relname like 'events%' order by 1");
        foreach (var time in new[] { "'infinity'", "'-infinity'", "'1970-01-01'", "now() + interval '1 year'", "'9999-12-31'", "null" })
        {
            Assert.Null(Refusal(audit.Writer, $"select zerotrust_audit.ensure_partition(({time})::timestamptz)"));
        }

        Assert.Equal(before, await audit.RowsAsync("select relname from pg_class where relname like 'events%' order by 1"));
    }

    [PostgresFact]
    public async Task Search_FindsByActorTypeAndTime_ThroughTheIndexes()
    {
        await using var audit = await FilledAsync(5_000);
        await audit.RunAsync("analyze zerotrust_audit.events");

        Assert.Equal(["5|user-7"], await audit.RowsAsync("select count(*), min(actor) from zerotrust_audit.search(of_actor => 'user-7')"));
        Assert.Equal(["500"], await audit.RowsAsync("select count(*) from zerotrust_audit.search(of_type => 'refund', of_outcome => 'denied')"));
        Assert.Equal(["0"], await audit.RowsAsync("select count(*) from zerotrust_audit.search(of_type => 'refund', until => now() - interval '1 hour')"));
        Assert.Contains("actor_recorded_at", string.Concat(await audit.RowsAsync("explain select * from zerotrust_audit.search(of_actor => 'user-7')")), StringComparison.Ordinal);
        Assert.Contains("type_recorded_at", string.Concat(await audit.RowsAsync("explain select * from zerotrust_audit.search(of_type => 'key.rotated')")), StringComparison.Ordinal);
        Assert.Equal(["1"], await audit.RowsAsync("select count(*) from zerotrust_audit.events where id = (select id from zerotrust_audit.events where seq = 77)"));
    }

    [PostgresFact]
    public async Task Lines_FromTheDatabase_AreTheJournalAgain_AndVerifyAsItDoes()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        using var journal = await WrittenJournal.WriteAsync(TestEvents.Refunds(3_000));
        await using var sink = PostgresSinkTests.Sink(audit.Writer);
        foreach (var batch in journal.Batches(700))
        {
            await PostgresSinkTests.AssertStoredAsync(sink, batch);
        }

        var expected = JournalVerifier.Verify(journal.Location);
        Assert.Equal((JournalVerdict.Intact, expected.Records, expected.HeadHash), await VerifiedAsync(audit));
        Assert.Empty(await audit.RowsAsync($"select * from zerotrust_audit.breaks('{journal.Name}')"));

        await audit.RunAsync("update zerotrust_audit.events set line = replace(line, '\"allowed\"', '\"denied\"') where seq = 1234");
        Assert.Equal(JournalVerdict.Damaged, (await VerifiedAsync(audit)).Verdict);
        await audit.RunAsync("delete from zerotrust_audit.events where seq = 2001");
        Assert.Equal(["2002|1|False"], await audit.RowsAsync($"select * from zerotrust_audit.breaks('{journal.Name}')"));
    }

    private async Task<PostgresAudit> FilledAsync(int events = 20)
    {
        var audit = await PostgresAudit.CreateAsync(cluster.Server);
        using var journal = await WrittenJournal.WriteAsync(TestEvents.Refunds(events));
        await using var sink = PostgresSinkTests.Sink(audit.Writer);
        await PostgresSinkTests.AssertStoredAsync(sink, journal.Batch(0, int.MaxValue));
        return audit;
    }

    private static string? Refusal(NpgsqlDataSource source, string statement)
    {
        using var command = source.CreateCommand(statement);
        try
        {
            command.ExecuteNonQuery();
            return null;
        }
        catch (PostgresException fault)
        {
            return fault.SqlState;
        }
    }

    // As the page on the audit says: each line into the file that the last segment record before it names.
    private static async Task<(JournalVerdict Verdict, long Records, string? Head)> VerifiedAsync(PostgresAudit audit)
    {
        var folder = Directory.CreateTempSubdirectory("again-");
        try
        {
            StreamWriter? file = null;
            foreach (var line in await audit.RowsAsync("select line from zerotrust_audit.events order by seq"))
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.GetProperty("type").ValueEquals("journal.segment"))
                {
                    await (file?.DisposeAsync() ?? default);
                    file = new(Path.Combine(folder.FullName, $"audit-{document.RootElement.GetProperty("segment").GetInt32():d8}.jsonl")) { NewLine = "\n" };
                }

                await file!.WriteLineAsync(line);
            }

            await (file?.DisposeAsync() ?? default);
            var report = JournalVerifier.Verify(folder.FullName);
            return (report.Verdict, report.Records, report.HeadHash);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
