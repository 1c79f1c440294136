using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ZeroTrust.Security.Audit.Postgres;
using ZeroTrust.Security.ConformanceTests.Vectors;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>What the sink stores in a real PostgreSQL, and what it makes of what cannot be stored.</summary>
[Collection(nameof(OnPostgres))]
public sealed class PostgresSinkTests(PostgresCluster cluster)
{
    [PostgresFact]
    public async Task Write_AnEvent_HasEachFieldInItsColumn_AndTheLineAsItIs()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        using var journal = await WrittenJournal.WriteAsync([TestEvents.Whole()]);
        await using var sink = Sink(audit.Writer);

        Assert.Equal(AuditSinkResult.StoredAll(journal.Batch(0, 100)), await sink.WriteAsync(journal.Batch(0, 100), default));
        Assert.Equal(journal.Records.Count, await audit.CountAsync());
        Assert.Equal(
            ["refund|2026-11-22 10:15:30.123456|buffered|failed|alice|corporate|orders|mesh|gateway, portal|web|acme|/refunds/{id}|POST|access_denied|Owner|https://id.example|key-7"
                + "|0HN8V3Q2K1L4M:00000007|0HN8V3Q2K1L4M|4bf92f3577b34da6a3ce929d0e0e4736|2001:db8::7|203.0.113.7|True|0193e3a2-7c4e-7d11-9b1f-0c8f5a6d7e21|alice|writer|89.99|for \"Zoë\"|true"],
            await audit.RowsAsync(
                """
                select type, (time at time zone 'UTC')::text, class, outcome, user_id, user_issuer, service, service_issuer, through, client, tenant, resource, action, code, reason,
                  unverified_issuer, unverified_key_id, request_id, connection_id, trace_id, host(client_ip), host(forwarded_ip), repeated, intent, actor, stored_by,
                  details->>'amount', details->>'note', details->>'partial'
                from zerotrust_audit.events where type = 'refund'
                """));
        Assert.Equal(
            journal.Records.Select(static record => $"{record.Number}|{record.Id}|{Encoding.ASCII.GetString(record.Line.Span)}"),
            await audit.RowsAsync("select seq, id, line from zerotrust_audit.events order by seq"));
    }

    [PostgresFact]
    public async Task Write_RecordsAtTheEdgesOfMonths_StandInTheirPartitions_WhateverTheServersTimeZone()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await using var sink = Sink(audit.Writer);
        string[] times = ["2026-02-28T23:59:59.999999Z", "2026-03-01T00:00:00.000000Z", "2026-03-08T07:00:00.000000Z", "2026-11-01T05:30:00.000000Z", "1999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000000Z"];
        var records = times.Select(static (time, index) => Lines.Record(index + 1, DateTimeOffset.Parse(time, CultureInfo.InvariantCulture))).ToList();

        await AssertStoredAsync(sink, Lines.Batch(records));
        Assert.Equal(
            [
                "1|events_20260201|2026-02-28 23:59:59.999999", "2|events_20260301|2026-03-01 00:00:00", "3|events_20260301|2026-03-08 07:00:00", "4|events_20261101|2026-11-01 05:30:00",
                "5|events_default|1999-12-31 23:59:59.999999", "6|events_default|9999-12-31 23:59:59.999999", "7|events_default|1970-01-01 00:00:00",
            ],
            await audit.RowsAsync("select seq, (select relname from pg_class where oid = e.tableoid), (recorded_at at time zone 'UTC')::text from zerotrust_audit.events e order by seq"));
        Assert.Equal(
            ["FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')"],
            await audit.RowsAsync("select pg_get_expr(relpartbound, oid) from pg_class where relname = 'events_20260301'"));
    }

    [PostgresFact]
    public async Task EnsurePartition_TakesWhatWaitedInTheDefaultOne()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await audit.RunAsync("create or replace function zerotrust_audit.make_partition(lower_bound timestamptz, upper_bound timestamptz) returns void language sql as ''");
        await using (var sink = Sink(audit.Writer))
        {
            await AssertStoredAsync(sink, Lines.Batch([Lines.Record(1, TimeProvider.System.GetUtcNow())]));
        }

        Assert.Equal(1, await audit.CountAsync("events_default"));
        await audit.RunAsync("drop function zerotrust_audit.make_partition(timestamptz, timestamptz)");
        var from = AuditPostgresSchema.Script.IndexOf("create function zerotrust_audit.make_partition", StringComparison.Ordinal);
        await audit.RunAsync($"set role zerotrust_audit_owner; {AuditPostgresSchema.Script[from..AuditPostgresSchema.Script.IndexOf("-- The partition of a time", from, StringComparison.Ordinal)]}");
        await using (var sink = Sink(audit.Writer))
        {
            await AssertStoredAsync(sink, Lines.Batch([Lines.Record(2, TimeProvider.System.GetUtcNow())]));
        }

        Assert.Equal((0, 2), (await audit.CountAsync("events_default"), await audit.CountAsync()));
    }

    [PostgresFact(WithVectors = true)]
    public async Task Write_NaughtyStringsAndUtf8Vectors_AreAllStored_AndReadBack()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        using var naughty = VectorFolder.Read("naughty-strings/blns.json");
        using var utf8 = VectorFolder.Read("utf8/utf8tests.json");
        var texts = naughty.RootElement.EnumerateArray().Select(static element => element.GetString()!)
            .Concat(utf8.RootElement.EnumerateArray().Where(static vector => vector.GetProperty("valid").GetBoolean())
                .Select(static vector => Encoding.UTF8.GetString(Convert.FromHexString(vector.GetProperty("hex").GetString()!))))
            .Concat(["\0", "a\0b", "\ud800", "x\udfffy", "\ud83d\ude00 \ud83d", "\\u0000", "{\"a\":\"\\u0000\"}", "\u202e", "\ufffe", "'; drop table zerotrust_audit.events; --"])
            .ToList();
        using var journal = await WrittenJournal.WriteAsync(texts.Select(TestEvents.Named));
        await using var sink = Sink(audit.Writer);

        await AssertStoredAsync(sink, journal.Batch(0, int.MaxValue));
        Assert.Equal((0, journal.Records.Count), (await audit.CountAsync("aside"), await audit.CountAsync()));
        Assert.True(texts.Count > 500);

        // What PostgreSQL can hold and the encoder did not cut or mask reads back as it was; of the rest the escapes stand.
        var stored = await audit.RowsAsync("select user_id, details->>'text' from zerotrust_audit.events where type = 'refund' order by seq");
        foreach (var (text, row) in texts.Zip(stored).Where(static pair => pair.First.Length <= 80))
        {
            var whole = text.Replace("\0", "\\u0000", StringComparison.Ordinal);
            Assert.StartsWith(string.Concat(whole.Select((c, i) => IsHalf(whole, i) ? '\ufffd' : c)), row, StringComparison.Ordinal);
        }
    }

    [PostgresFact]
    public async Task Write_WhatIsNoRecordOfAJournal_IsPutAside_AndHoldsUpNothing()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await using var sink = Sink(audit.Writer);
        byte[][] strange = ["not json"u8.ToArray(), "{}"u8.ToArray(), "{\"seq\":1,\"wall\":1}"u8.ToArray(), [0xFF, 0x00, 0xC0], "{\"seq\":5,\"wall\":-1}"u8.ToArray(), "{\"seq\":6,\"wall\":9223372036854775807}"u8.ToArray(), "{\"seq\":7,\"wall\":1}{}"u8.ToArray(), "[8]"u8.ToArray(), []];
        var records = strange.Select(static (line, index) => new AuditSinkRecord(index + 1, Lines.Id(index + 1), line)).ToList();
        records[2] = records[2] with { Number = 3 };
        records.Insert(4, Lines.Record(100, TimeProvider.System.GetUtcNow()));

        // Each time it is said: whoever follows the journal cannot know whether it was heard before.
        var expected = records.Where(static record => record.Number != 100).Select(static record => new AuditAside(record.Id, "not a line of a journal"));
        Assert.Equal(expected, await AssertStoredAsync(sink, Lines.Batch(records)));
        Assert.Equal(expected, await AssertStoredAsync(sink, Lines.Batch(records)));
        Assert.Equal((strange.Length, 1), (await audit.CountAsync("aside"), await audit.CountAsync()));
        Assert.Equal(
            records.Where(static record => record.Number != 100).Select(static record => $"{Lines.Journal}|{record.Number}|{record.Id}|{Convert.ToHexStringLower(record.Line.Span)}|writer"),
            await audit.RowsAsync("select journal, seq, id, encode(line, 'hex'), stored_by from zerotrust_audit.aside order by seq"));
    }

    [PostgresFact]
    public async Task Write_RecordsThatTheDatabaseRefuses_ArePutAside_AndAllOthersStored()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await using var sink = Sink(audit.Writer);
        var now = TimeProvider.System.GetUtcNow();
        var records = Enumerable.Range(1, 1000).Select(number => number % 333 == 0
            ? Lines.Record(number, now, "\"details\":{\"amount\":1e400000}")
            : Lines.Record(number, now, "\"details\":{\"amount\":1}")).ToList();

        var aside = await AssertStoredAsync(sink, Lines.Batch(records));
        Assert.Equal(new[] { 333, 666, 999 }.Select(static number => new AuditAside(Lines.Id(number), "refused by the database: 22003")), aside);
        Assert.Equal(["333|refused by the database: 22003", "666|refused by the database: 22003", "999|refused by the database: 22003"], await audit.RowsAsync("select seq, reason from zerotrust_audit.aside order by seq"));
        Assert.Equal(997, await audit.CountAsync());
    }

    [PostgresFact]
    public async Task Write_WithoutTheSchema_OrWithAnotherVersion_IsRefusedWithWhatToDo_AndGoesOnOnceItIsThere()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server, schema: false);
        await using var sink = Sink(audit.Owner);
        var batch = Lines.Batch([Lines.Record(1, TimeProvider.System.GetUtcNow())]);

        Assert.Contains("run sql/001-schema.sql", (await sink.WriteAsync(batch, default)).Reason, StringComparison.Ordinal);
        await audit.RunAsync(AuditPostgresSchema.Script);
        await audit.RunAsync("create or replace function zerotrust_audit.version() returns integer language sql immutable as 'select 2'");
        Assert.Contains("has version 2, and this package writes to version 1", (await sink.WriteAsync(batch, default)).Reason, StringComparison.Ordinal);
        await audit.RunAsync("create or replace function zerotrust_audit.version() returns integer language sql immutable as 'select 1'");
        await AssertStoredAsync(sink, batch);
    }

    [PostgresFact]
    public async Task Write_WithAWrongPassword_OrWithoutTheRole_IsRefused_AndTheReasonHoldsNoSecret()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        var batch = Lines.Batch([Lines.Record(1, TimeProvider.System.GetUtcNow())]);
        await using var wrong = NpgsqlDataSource.Create(audit.ConnectionOf("writer", "canary-password"));
        await using var away = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(audit.ConnectionOf("writer", "canary-password").ConnectionString) { Port = 1 });
        var reasons = new List<string?>();
        foreach (var source in new[] { wrong, away, audit.Reader })
        {
            await using var sink = Sink(source);
            var result = await sink.WriteAsync(batch, default);
            Assert.Equal(0, result.Stored);
            reasons.Add(result.Reason);
        }

        Assert.Equal(
            ["PostgreSQL refuses the login (28P01)", "PostgreSQL cannot be reached, or the connection broke", "the login may not write: make it a member of zerotrust_audit_writer, and let it make temporary tables (42501)"],
            reasons);
    }

    [PostgresFact]
    public async Task Write_ToAServerThatNoLongerAnswers_EndsWhenItIsCancelled_AndTheNextOneGoesOn()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await using var sink = Sink(audit.Writer);
        var records = Enumerable.Range(1, 4).Select(static number => Lines.Record(number, TimeProvider.System.GetUtcNow())).ToList();
        await AssertStoredAsync(sink, Lines.Batch(records[..1]));
        var backend = int.Parse((await audit.RowsAsync("select pid from pg_stat_activity where usename = 'writer' and datname = current_database()"))[0], CultureInfo.InvariantCulture);
        await PostgresServer.SignalAsync("STOP", backend);
        using var cancelled = new CancellationTokenSource();
        var call = sink.WriteAsync(Lines.Batch(records), cancelled.Token).AsTask();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
        await AssertStoredAsync(sink, Lines.Batch(records));
        await PostgresServer.SignalAsync("CONT", backend);
        Assert.Equal(4, await audit.CountAsync());
    }

    [PostgresFact]
    public async Task Write_WhileTheServerWaitsForALock_EndsWhenItIsCancelled_AndWhatComesAgainIsThereOnce()
    {
        await using var audit = await PostgresAudit.CreateAsync(cluster.Server);
        await using var sink = new PostgresSink(audit.Writer, owned: false, new() { StatementTimeout = TimeSpan.FromMinutes(10) }, new(null), NullLogger.Instance);
        var records = Enumerable.Range(1, 4).Select(static number => Lines.Record(number, DateTimeOffset.UnixEpoch)).ToList();
        await using var other = await audit.Owner.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("insert into zerotrust_audit.events (journal, seq, recorded_at, id, line) values ($2::uuid, 4, 'epoch', $1, 'x')", other))
        {
            command.Parameters.Add(new() { Value = Lines.Id(4) });
            command.Parameters.Add(new() { Value = Lines.Journal });
            await command.ExecuteNonQueryAsync();
        }

        using var cancelled = new CancellationTokenSource();
        var call = sink.WriteAsync(Lines.Batch(records), cancelled.Token).AsTask();
        while ((await audit.RowsAsync("select from pg_stat_activity where usename = 'writer' and wait_event_type = 'Lock' and datname = current_database()")).Count == 0)
        {
            Assert.False(call.IsCompleted);
        }

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
        await transaction.RollbackAsync();
        await AssertStoredAsync(sink, Lines.Batch(records));
        Assert.Equal(4, await audit.CountAsync());
    }

    internal static PostgresSink Sink(NpgsqlDataSource source) => new(source, owned: false, new(), new(null), NullLogger.Instance);

    /// <returns>What was put aside.</returns>
    internal static async Task<IReadOnlyList<AuditAside>> AssertStoredAsync(PostgresSink sink, AuditSinkBatch batch)
    {
        var result = await sink.WriteAsync(batch, default);
        Assert.Equal((batch.Records.Count, null), (result.Stored, result.Reason));
        return result.Aside;
    }

    private static bool IsHalf(string text, int index) => char.IsSurrogate(text[index])
        && !(char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        && !(char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]));
}
