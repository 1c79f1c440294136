using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>The keys of one issuer over a scripted source, with a clock that the test moves.</summary>
internal sealed class KeysRig : IDisposable
{
    public static readonly IssuerKeySettings Settings = new()
    {
        IssuerName = "corporate",
        Identifier = "https://id.example.com",
        Authority = "https://id.example.com",
        Algorithms = new(Enum.GetValues<SignatureAlgorithm>()),
    };

    public KeysRig(IssuerKeySettings? settings = null, ManualTimeProvider? clock = null, Func<double>? jitter = null)
    {
        Clock = clock ?? new();
        Source = new(Clock);
        Metrics = new(Meters);
        settings ??= Settings;
        var refresher = new KeyRefresher(settings, Source, RefreshPlan.ForAddress(settings.RefreshInterval, jitter ?? (() => 0)), new(settings, Metrics, Log), Clock);
        Keys = new(settings, refresher, Metrics, Clock);
    }

    public ManualTimeProvider Clock { get; }

    public ScriptedSource Source { get; }

    public TestLog Log { get; } = new();

    public TestMeters Meters { get; } = new();

    public IssuerMetrics Metrics { get; }

    public RefreshedKeys Keys { get; }

    /// <summary>A rig whose first fetch brought these keys.</summary>
    public static Task<KeysRig> StartAsync(IssuerKeySettings? settings, params string[] jwks) => StartAsync(settings, null, jwks);

    public static async Task<KeysRig> StartAsync(IssuerKeySettings? settings, ManualTimeProvider? clock, params string[] jwks)
    {
        var rig = new KeysRig(settings, clock);
        rig.Source.Publish(jwks);
        rig.Keys.Start();
        await rig.Keys.Flight;
        Assert.NotNull(rig.Keys.Current);
        return rig;
    }

    /// <summary>Moves the clock and lets every fetch that falls due end at its time.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        // A fetch under way would end before or after the move, as the threads happen to run.
        await Keys.Flight;
        for (var left = by; left > TimeSpan.Zero;)
        {
            var next = Keys.Status.NextAttemptIn ?? left;
            var step = next <= TimeSpan.Zero ? TimeSpan.FromTicks(1) : next < left ? next : left;
            Clock.Advance(step);
            await Keys.Flight;
            left -= step;
        }
    }

    public bool Has(string keyId) => Keys.Current?.Find(keyId) is not null;

    public Task<KeyFetch> FetchAsync(string? keyId, CancellationToken cancellationToken = default) => Keys.FetchForAsync(keyId, cancellationToken).AsTask();

    public void Dispose()
    {
        Keys.Dispose();
        Meters.Dispose();
    }
}
