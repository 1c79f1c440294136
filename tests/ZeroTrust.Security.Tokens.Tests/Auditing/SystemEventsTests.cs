using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.SystemRecords;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Options;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Tests.KeyRing;
using ZeroTrust.Security.Tokens.Tests.Options;

namespace ZeroTrust.Security.Tokens.Tests.Auditing;

/// <summary>What becomes of keys, settings and revocations is on record.</summary>
public sealed class SystemEventsTests
{
    private readonly InMemoryAuditTrail _trail = new();
    private readonly ManualTimeProvider _clock = new();

    private SystemEvents Events => new(() => _trail, _clock);

    [Fact]
    public async Task KeyRing_EachStepOfAKey_IsOnRecord()
    {
        using var ring = new ServiceKeyRing(new MemoryKeyRingStore(), new NoKeyProtector(), RingRig.Defaults, _clock, NullLogger.Instance, Events);
        await ring.RefreshAsync(default);
        var first = Assert.Single(ring.Keys).KeyId;
        Assert.Empty(_trail.Events);

        for (var hours = 0; ring.Keys.Any(key => key.KeyId == first) && hours < 24 * 60; hours++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await ring.RefreshAsync(default);
        }

        var second = ring.Keys.Single(static key => key.State == RingKeyState.Active).KeyId;
        Assert.Equal(
            [("announce", second), ("activate", second), ("retire", first), ("remove", first)],
            _trail.Events.Select(static recorded => (recorded.Action!, recorded.Resource!)));
        Assert.All(_trail.Events, static recorded => Assert.Equal(("key-ring", AuditOutcome.Allowed), (recorded.Type, recorded.Outcome)));

        _trail.Clear();
        Assert.True(await ring.RevokeAsync(second));
        Assert.Contains(_trail.Events, recorded => (recorded.Action, recorded.Resource) == ("revoke", second));
    }

    [Fact]
    public async Task Settings_AReload_IsOnRecordWhetherTakenOrRefused()
    {
        var settings = new Dictionary<string, string?> { ["Issuers:a:Authority"] = "https://a.example.com", ["Issuers:a:Audiences"] = "orders" };
        await using var rig = new TrustRig(settings);
        await using var registry = new TrustRegistry(
            rig.Services.GetRequiredService<IOptionsFactory<ZeroTrustOptions>>(),
            [new(rig.Configuration.GetSection("ZeroTrust"))],
            rig.Services.GetRequiredService<TrustBuilder>(),
            rig.Services.GetRequiredService<OptionsMetrics>(),
            NullLogger<TrustRegistry>.Instance,
            Events);
        registry.Start();

        rig.Reload(new(settings) { ["Roles:agent"] = "orders:read" });
        rig.Reload(new(settings) { ["Roles:agent"] = "no permission" });

        Assert.Equal(
            [("settings", "reload", AuditOutcome.Allowed, false), ("settings", "reload", AuditOutcome.Failed, true)],
            _trail.Events.Select(static recorded => (recorded.Type, recorded.Action!, recorded.Outcome, recorded.Reason is not null)));
    }

    [Fact]
    public async Task Revocations_AreOnRecordWithWhatTheyAreOf()
    {
        await using var rig = new TrustRig(new Dictionary<string, string?> { ["Issuers:a:Authority"] = "https://a.example.com", ["Issuers:a:Audiences"] = "orders" });
        using var service = new RevocationService(new RevocationList(rig.Source, _clock), rig.Source, _clock, store: null, NullLogger.Instance, Events);
        var revocation = Revocation.OfSubject("a", "alice", issuedBefore: null);

        await service.RevokeAsync(revocation);
        Assert.True(await service.LiftAsync(revocation.Key));
        Assert.False(await service.LiftAsync(revocation.Key));

        Assert.Equal(
            [("revoke", "a", "Subject alice"), ("lift", "a", "Subject alice")],
            _trail.Events.Select(static recorded => (recorded.Action!, recorded.Resource!, string.Join(' ', recorded.Details.Select(static detail => detail.Value.ToString())))));
        Assert.All(_trail.Events, static recorded => Assert.Equal("revocation", recorded.Type));
    }

    [Fact]
    public void WithoutATrail_NothingHappens() => Assert.Null(Record.Exception(() => new SystemEvents(static () => null, _clock).Say(SystemEvents.Settings, "reload", null)));
}
