using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Tests.Sinks;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Trail;

public sealed class JournalUpkeepTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private readonly AuditSigningKey _key = AuditSigningKey.Create();
    private readonly SinkRig _rig = new(segmentBytes: 3_000);
    private readonly StoreSink _sink = new();
    private readonly AuditSinks _sinks;
    private readonly AuditChores _chores;
    private readonly CancellationTokenSource _stop = new();

    public JournalUpkeepTests()
    {
        _sinks = new([new RegisteredSink(_sink, null)], new(new AuditMeter()), _rig.Clock, NullLogger.Instance);
        _sinks.Open(_rig.Feed);
        _chores = new(_rig.Clock);
    }

    [Fact]
    public void Heads_AreSignedWhereSomethingWasWritten_AndNotForTheirOwnRecords()
    {
        Run(new());
        _rig.Write(3);
        Pass(2);
        Assert.Single(Heads());
        Pass(60);
        Assert.Single(Heads());

        _rig.Write(1);
        Pass(2);
        var before = Heads().Count;
        Assert.True(before > 1);
        _rig.Write(10_000);
        _rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(before + 1, Heads().Count);
        AssertWhole();
    }

    [Fact]
    public void Heads_ThatTheJournalDidNotTake_AreSignedAgain()
    {
        var taken = false;
        Run(new(), record => taken ? CommitAsync(record) : Task.FromResult(false));
        _rig.Write(3);
        Pass(3);
        Assert.True(_chores.All[1].Failures > 0 && Recorded("journal.checkpoint").Count == 0);

        taken = true;
        Pass(3);
        Assert.True(_chores.All[1].Failures == 0 && Recorded("journal.checkpoint").Count == 1);
        AssertWhole();
    }

    [Fact]
    public void Retention_LeavesWhatASinkDidNotStore_UpToTheHardLimit()
    {
        Run(new() { RetentionBytes = 6_000, RetentionHardBytes = 30_000 });
        WriteCommits(60);
        Pass(3);
        Assert.Equal(1, First());

        SinkRig.Deliver(_sinks.Followers[0]);
        Pass(3);
        Assert.True(First() > 20);
        Assert.NotEmpty(Recorded("journal.tombstone"));
        Assert.All(Recorded("journal.tombstone"), static tombstone => Assert.Equal(0, tombstone.GetProperty("unshipped").GetInt64()));

        WriteCommits(150);
        Pass(3);
        var tombstone = Recorded("journal.tombstone")[^1];
        Assert.True(tombstone.GetProperty("unshipped").GetInt64() > 0 && tombstone.GetProperty("reason").ValueEquals("limit"u8));
        AssertWhole();
    }

    [Fact]
    public void Retention_TakesTheHeadsOfWhatItDeletes_AndNoOthers()
    {
        Run(new() { RetentionAge = TimeSpan.FromHours(1), CheckpointEvents = 1 });
        for (var i = 0; i < 300; i++)
        {
            WriteCommits(1);
            SinkRig.Deliver(_sinks.Followers[0]);
            Pass(1);
        }

        var heads = Heads().Select(static jws => CheckpointFormat.Read(jws)!.Record).ToList();
        var last = Recorded("journal.tombstone")[^1].GetProperty("last").GetInt64();
        Assert.True(First() > 100 && last == First() - 1);
        Assert.All(heads, head => Assert.True(head > last));
        Assert.InRange(heads.Count, 60, 300);
        Assert.Equal(Recorded("journal.checkpoint").Select(static record => record.GetProperty("record").GetInt64()).Where(record => record > last), heads);
        AssertWhole();
    }

    [Fact]
    public void Retention_ByAge_DeletesWhatEverySinkStored()
    {
        Run(new() { RetentionAge = TimeSpan.FromHours(1) });
        WriteCommits(60);
        SinkRig.Deliver(_sinks.Followers[0]);
        Pass(58);
        Assert.Equal(1, First());

        WriteCommits(2);
        Pass(5);
        Assert.True(First() > 20);
        AssertWhole();
    }

    [Fact]
    public void Retention_WithoutASigner_IsRefused()
    {
        using var upkeep = new JournalUpkeep(new() { RetentionBytes = 6_000 }, _chores, _sinks, new(new AuditMeter()), _rig.Clock, NullLogger.Instance, ring: null, static _ => default);

        var fault = Assert.Throws<InvalidOperationException>(() => upkeep.Open(_rig.Appender, _rig.Feed, CommitAsync));

        Assert.Contains("CheckpointKey", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_SignsItsLastHead_SoThatNothingIsCutOffUnseen()
    {
        using var scratch = new ScratchDirectory();
        var directory = Path.Combine(scratch.Path, "audit");
        using var ecdsa = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        using var pem = Secret.FromText(ecdsa.ExportPkcs8PrivateKeyPem());
        using var key = AuditSigningKey.FromPem(pem);
        var sink = new StoreSink();
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddZeroTrustCore().AddAuditJournal(directory, options => options.CheckpointKey = pem).AddAuditSink(_ => sink);
        using (var host = application.Build())
        {
            await host.StartAsync(_stop.Token);
            await host.Services.GetRequiredService<IAuditTrail>().RecordAsync("refund", "4711", AuditOutcome.Allowed);
            await host.StopAsync(_stop.Token);
        }

        // What left the machine by way of the sink is enough.
        var shipped = sink.Stored.Values.Select(static line => JsonDocument.Parse(line).RootElement).Where(static record => record.GetProperty("type").ValueEquals("journal.checkpoint"u8));
        var verification = new JournalVerification { Checkpoints = [.. shipped.Select(static record => record.GetProperty("jws").GetString()!)], CheckpointKeys = key.PublicKeys };
        Assert.True(JournalVerifier.Verify(directory, verification, cancellationToken: _stop.Token) is { Verdict: JournalVerdict.Intact, Checkpoints: > 0 });

        var file = Path.Combine(directory, "audit-00000001.jsonl");
        var text = await File.ReadAllTextAsync(file, _stop.Token);
        await File.WriteAllTextAsync(file, text[..(text.LastIndexOf('\n', text.IndexOf("\"type\":\"refund\"", StringComparison.Ordinal)) + 1)], _stop.Token);
        Assert.Equal(JournalVerdict.Damaged, JournalVerifier.Verify(directory, verification, cancellationToken: _stop.Token).Verdict);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _sinks.Dispose();
        _chores.Dispose();
        _rig.Dispose();
        _key.Dispose();
    }

    private void Run(AuditJournalOptions options, Func<byte[], Task<bool>>? commit = null)
    {
        // Chores go on where they are due, within Advance.
        SynchronizationContext.SetSynchronizationContext(null);
        var upkeep = new JournalUpkeep(options, _chores, _sinks, new(new AuditMeter()), _rig.Clock, NullLogger.Instance, _key, static _ => default);
        upkeep.Open(_rig.Appender, _rig.Feed, commit ?? CommitAsync);
        foreach (var chore in _chores.All)
        {
            _ = chore.RunAsync(_stop.Token);
        }
    }

    private Task<bool> CommitAsync(byte[] record)
    {
        var committed = _rig.Appender.CommitOwn(record).Succeeded;
        _rig.Feed.Publish(_rig.Appender);
        return Task.FromResult(committed);
    }

    private void WriteCommits(int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            _rig.Write(1);
        }
    }

    private void Pass(int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            _rig.Clock.Advance(Tick);
        }
    }

    private IReadOnlyList<string> Heads() => CheckpointFile.Read(_rig.Journal.Disk.Mount());

    private List<JsonElement> Recorded(string type) =>
    [
        .. from file in _rig.Journal.Disk.Files().OrderBy(static file => file.Key, StringComparer.Ordinal)
           where file.Key.EndsWith(".jsonl", StringComparison.Ordinal)
           from line in Encoding.ASCII.GetString(file.Value).Split('\n')
           where line.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal)
           select JsonDocument.Parse(line).RootElement,
    ];

    private long First() => _rig.Journal.Verify().First;

    private void AssertWhole()
    {
        var report = _rig.Journal.Verify(new() { Checkpoints = Heads(), CheckpointKeys = _key.PublicKeys });
        Assert.True(report.Finding is null, $"{report}");
    }
}
