using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Health;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Tests.Sinks;
using ZeroTrust.Security.Audit.Tests.Trail;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Health;

public sealed class AuditHealthCheckTests : IDisposable
{
    private readonly TrailRig _rig = new();
    private readonly AuditLoop _loop;
    private readonly AuditLosses _losses;
    private readonly AuditSinks _sinks;
    private readonly AuditChores _chores;
    private readonly StoreSink _sink = new();

    public AuditHealthCheckTests()
    {
        var clock = _rig.Journal.Clock;
        (_losses, _chores) = (new(clock), new(clock));
        _loop = new(TimeSpan.FromMilliseconds(1), NullLogger.Instance, clock);
        _sinks = new([new RegisteredSink(_sink, null)], new(new AuditMeter()), clock, NullLogger.Instance);
        _sinks.Open(new(_rig.Journal.Disk.Mount()));
        _chores.Add(new("retention", TimeSpan.FromSeconds(1), static _ => ValueTask.CompletedTask, clock, NullLogger.Instance));
    }

    [Fact]
    public async Task BeforeTheStart_IsUnhealthy()
    {
        var report = await CheckAsync();

        Assert.Equal((HealthStatus.Unhealthy, "The audit journal is not open."), (report.Status, report.Description));
    }

    [Fact]
    public async Task Running_IsHealthy_AndSaysHowFarSinksAre()
    {
        _loop.Start(_rig.Writer);
        await RequireAsync();

        var report = await CheckAsync();

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(("ample", 0L, 0L, 0L, 0, 0), (report.Data["journal.space"], report.Data["lost.buffered"], report.Data["lost.best_effort"], report.Data["sink.store.lag"], report.Data["sink.store.failures"], report.Data["retention.failures"]));
    }

    [Fact]
    public async Task ADiskThatFails_IsUnhealthy_UntilItDoesNot()
    {
        _loop.Start(_rig.Writer);
        _rig.BreakDisk();
        Assert.False(await RequireAsync());
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync()).Status);

        _rig.RepairDisk();
        _rig.Journal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await RequireAsync());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(sinksSucceed: true)).Status);
    }

    [Fact]
    public async Task ALoss_DegradesForSomeMinutes()
    {
        _loop.Start(_rig.Writer);
        await RequireAsync();
        _losses.Add(AuditClass.BestEffort, 3);
        var report = await CheckAsync();
        Assert.Equal((HealthStatus.Degraded, 3L), (report.Status, report.Data["lost.best_effort"]));

        // It is on record now, and still a loss.
        _losses.Take();
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync()).Status);

        _rig.Journal.Clock.Advance(AuditHealthCheck.Patience);
        await RequireAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task AFullDisk_Degrades_WhileWhatIsRequiredIsTaken()
    {
        _loop.Start(_rig.Writer);
        await RequireAsync();
        _rig.Journal.Disk.FreeBytes = 1024;
        _rig.Journal.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.True(await RequireAsync());

        var report = await CheckAsync();

        Assert.Equal((HealthStatus.Degraded, "low"), (report.Status, report.Data["journal.space"]));
    }

    [Fact]
    public async Task ASinkOrAChoreWithoutSuccess_Degrades()
    {
        _loop.Start(_rig.Writer);
        _rig.Journal.Clock.Advance(AuditHealthCheck.Patience + TimeSpan.FromSeconds(1));
        await RequireAsync();
        Assert.Contains("sink 'store'", (await CheckAsync()).Description, StringComparison.Ordinal);

        Assert.Contains("retention", (await CheckAsync(sinksSucceed: true)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAuditJournalCheck_AnswersForTheService()
    {
        using var directory = new ScratchDirectory();
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddZeroTrustCore().AddAuditJournal(Path.Combine(directory.Path, "audit")).AddAuditSink(static _ => new StoreSink());
        application.Services.AddHealthChecks().AddAuditJournalCheck();
        using var host = application.Build();
        await host.StartAsync();
        var running = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        await host.StopAsync();
        var stopped = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(
            (HealthStatus.Healthy, HealthStatus.Unhealthy),
            (running.Entries[ZeroTrustAuditHealthChecksBuilderExtensions.CheckName].Status, stopped.Entries[ZeroTrustAuditHealthChecksBuilderExtensions.CheckName].Status));
        Assert.Contains("sink.store.lag", running.Entries.Single().Value.Data.Keys);
    }

    public void Dispose()
    {
        _ = _loop.StopAsync();
        _sinks.Dispose();
        _chores.Dispose();
    }

    // The second one is answered by a turn behind that of the first: what is said of the first is said by then.
    private async Task<bool> RequireAsync() => await RequireOneAsync() & await RequireOneAsync();

    private Task<bool> RequireOneAsync()
    {
        var recorded = _rig.Require();
        _loop.Wake();
        return recorded;
    }

    private async Task<HealthCheckResult> CheckAsync(bool sinksSucceed = false)
    {
        if (sinksSucceed)
        {
            SinkRig.Deliver(_sinks.Followers[0]);
        }

        return await new AuditHealthCheck(_loop, _losses, _sinks, _chores).CheckHealthAsync(new());
    }
}
