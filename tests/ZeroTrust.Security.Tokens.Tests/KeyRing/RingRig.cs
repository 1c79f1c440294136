using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>One process of a service: its ring over a store, its minter, and a clock of its own.</summary>
internal sealed class RingRig : IDisposable
{
    public const string Issuer = "https://orders.internal";
    public const string Service = "orders";

    private static readonly byte[] Kek = [.. Enumerable.Repeat((byte)7, 32)];

    public RingRig(IKeyRingStore? store = null, ManualTimeProvider? clock = null, KeyRingSettings? settings = null, ServiceTokensOptions? tokens = null, IKeyProtector? protector = null)
    {
        Clock = clock ?? new();
        Settings = settings ?? Defaults;
        Store = store ?? new MemoryKeyRingStore();
        Ring = new(Store, protector ?? new AesGcmKeyProtector(new(Kek)), Settings, Clock, NullLogger.Instance);
        tokens ??= new();
        (tokens.Service, tokens.Issuer) = (Service, Issuer);
        Minter = new(MintingSettings.Of(tokens), Ring, Clock, new(), NullLogger.Instance);
    }

    public static KeyRingSettings Defaults { get; } = new(
        Issuer, SignatureAlgorithm.ES256, TimeSpan.FromDays(1), TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(10), IsDevelopment: false);

    public ManualTimeProvider Clock { get; }

    public KeyRingSettings Settings { get; }

    public IKeyRingStore Store { get; }

    public ServiceKeyRing Ring { get; }

    public ServiceTokenMinter Minter { get; }

    public RingKey Active => Ring.Keys.Single(static key => key.State == RingKeyState.Active);

    public RingKey? Pending => Ring.Keys.SingleOrDefault(static key => key.State == RingKeyState.Pending);

    public static async Task<RingRig> StartAsync(IKeyRingStore? store = null, ManualTimeProvider? clock = null, KeyRingSettings? settings = null, ServiceTokensOptions? tokens = null)
    {
        var rig = new RingRig(store, clock, settings, tokens);
        await rig.Ring.RefreshAsync(default);
        return rig;
    }

    /// <summary>Moves the clock in steps, reading the store after each as a process does.</summary>
    public async Task AdvanceAsync(TimeSpan by, TimeSpan? step = null)
    {
        for (var left = by; left > TimeSpan.Zero;)
        {
            var next = step is { } given && given < left ? given : left;
            Clock.Advance(next);
            await Ring.RefreshAsync(default);
            left -= next;
        }
    }

    /// <summary>The <c>kid</c>s that are published now.</summary>
    public HashSet<string> Published() => Ring.Current is { } documents
        ? [.. JsonDocument.Parse(documents.KeySet.Content).RootElement.GetProperty("keys").EnumerateArray().Select(static key => key.GetProperty("kid").GetString()!)]
        : [];

    public string KeySet() => Encoding.UTF8.GetString(Ring.Current!.KeySet.Content.Span);

    public async Task<string> MintAsync(string audience = "payments") =>
        (await Minter.MintAsync(new() { Audience = audience })).Reveal();

    public void Dispose() => Ring.Dispose();
}
