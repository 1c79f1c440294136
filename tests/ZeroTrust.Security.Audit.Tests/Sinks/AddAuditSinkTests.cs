using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class AddAuditSinkTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    [Fact]
    public async Task Host_HandsOverWhatItRecords_UpToItsEnd_AndGoesOnThereAfterTheNextStart()
    {
        var sink = new StoreSink();
        await RunAsync("first", builder => builder.AddAuditSink(_ => sink));
        var first = sink.Stored.Count;
        await RunAsync("second", builder => builder.AddAuditSink(_ => sink));

        string[] expected = ["journal.segment", "audit.start", "first", "audit.stop", "journal.close"];
        Assert.Equal(expected.Length, first);
        Assert.Equal([.. expected, "journal.segment", "audit.start", "second", "audit.stop", "journal.close"], Types(sink));
        Assert.Equal(0, sink.Copies);
    }

    [Fact]
    public async Task Host_WithASinkThatFails_EndsAllTheSame_AndHandsItOverAfterTheNextStart()
    {
        var bad = new StoreSink("bad") { Behaviour = static (_, _, _) => throw new IOException("down") };
        var good = new StoreSink("good");
        await RunAsync("first", builder => builder.AddAuditSink(_ => bad).AddAuditSink(_ => good));
        Assert.Empty(bad.Stored);
        bad.Behaviour = static (_, _, _) => null;
        await RunAsync("second", builder => builder.AddAuditSink(_ => good).AddAuditSink(_ => bad));

        Assert.Equal(good.Stored, bad.Stored);
        Assert.Equal(10, Types(bad).Count());
    }

    [Fact]
    public async Task Host_OpensTheJournalBeforeServicesThatWereAddedEarlier_AndEndsItAfterThem()
    {
        var sink = new StoreSink();
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddHostedService<RecordsAtStartAndStop>();
        application.Services.AddZeroTrustCore().AddAuditSink(_ => sink).AddAuditJournal(Path.Combine(_scratch.Path, "audit"));
        using (var host = application.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        Assert.Equal(["journal.segment", "audit.start", "begins", "ends", "audit.stop", "journal.close"], Types(sink));
    }

    [Fact]
    public async Task Host_DoesNotStartWithSinksAndNoJournal()
    {
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddZeroTrustCore().AddAuditSink(static _ => new StoreSink());
        using var host = application.Build();

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("AddAuditJournal", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithSinksThatCannotBe_NamesEveryFault_AndOpensNothing()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => RunAsync("never", static builder => builder
            .AddAuditSink(static _ => new StoreSink("two"), static options => options.MaxEvents = 0)
            .AddAuditSink(static _ => new StoreSink("two"), static options => options.MaxBytes = 1023)
            .AddAuditSink(static _ => new StoreSink("Upper"), static options => options.MaxAge = TimeSpan.FromMilliseconds(9))
            .AddAuditSink(static _ => new StoreSink("../up"), static options => options.CallTimeout = TimeSpan.FromMinutes(11))
            .AddAuditSink(static _ => new StoreSink(new string('a', 33)))));

        string[] parts = ["2 audit sinks have the name 'two'", "MaxEvents", "MaxBytes", "'Upper'; use", "MaxAge", "'../up'; use", "CallTimeout", "aaa'; use"];
        Assert.All(parts, part => Assert.Single(fault.Failures, failure => failure.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(parts.Length, fault.Failures.Count());
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public async Task Provider_AtItsEnd_EndsTheSinksItMade_AndTheJournal()
    {
        using (var host = Build(static builder => builder.AddAuditSink<DisposableSink>()))
        {
            // Another service kept the host from starting: nobody stops it.
            await ((IHostedLifecycleService)host.Services.GetServices<IHostedService>().Single()).StartingAsync(CancellationToken.None);
            await ((IAsyncDisposable)host).DisposeAsync();
            Assert.True(host.Services is not null && DisposableSink.Last is { Ended: true });
        }

        await RunAsync("again", static builder => builder);
    }

    public void Dispose() => _scratch.Dispose();

    // What the recovery says comes when it is done.
    private static IEnumerable<string> Types(StoreSink sink) => sink.Stored.Values.Select(TypeOf).Where(static type => type != "journal.recovery");

    private static string TypeOf(string line) => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!;

    private async Task RunAsync(string type, Func<IZeroTrustBuilder, IZeroTrustBuilder> add)
    {
        using var host = Build(add);
        await host.StartAsync();
        await host.Services.GetRequiredService<IAuditTrail>().RecordAsync(type, "4711", AuditOutcome.Allowed);
        await host.StopAsync();
    }

    private IHost Build(Func<IZeroTrustBuilder, IZeroTrustBuilder> add)
    {
        var application = Host.CreateEmptyApplicationBuilder(null);
        add(application.Services.AddZeroTrustCore().AddAuditJournal(Path.Combine(_scratch.Path, "audit")));
        return application.Build();
    }

    private sealed class DisposableSink : IAuditSink, IAsyncDisposable
    {
#pragma warning disable S1144 // The container calls it.
        public DisposableSink() => Last = this;
#pragma warning restore S1144

        public static DisposableSink? Last { get; private set; }

        public bool Ended { get; private set; }

        public string Name => "disposable";

        public ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken) => new(AuditSinkResult.StoredAll(batch));

        public ValueTask DisposeAsync()
        {
            Ended = true;
            return default;
        }
    }

    private sealed class RecordsAtStartAndStop(IAuditTrail audit) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => audit.RecordAsync("begins", "4711", AuditOutcome.Allowed).AsTask();

        public Task StopAsync(CancellationToken cancellationToken) => audit.RecordAsync("ends", "4711", AuditOutcome.Allowed).AsTask();
    }
}
