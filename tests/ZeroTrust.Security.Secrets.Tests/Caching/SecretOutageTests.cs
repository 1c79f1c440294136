using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests.Caching;

/// <summary>A store that is in trouble in every way there is.</summary>
public sealed class SecretOutageTests
{
    private const string Value = "c4n4ry-Zq7-current";
    private const string Old = "c4n4ry-Zq7-old";

    private static readonly SecretRef Reference = SecretRef.Parse("secret://store/db");

    private volatile bool _hangs;

    [Fact]
    public async Task H8_AStoreThatIsDownFor24Hours_IsLeftAlone_AndItsLastValueServesUntilItsBound()
    {
        var store = new InMemorySecretProvider();
        store.Set("db", Old);
        store.Set("db", Value);
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store));
        var handle = rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        var begun = rig.Clock.GetTimestamp();
        var calls = new List<TimeSpan>();
        store.Answer = (_, cancel) =>
        {
            calls.Add(rig.Clock.GetElapsedTime(begun));
            return Trouble(calls.Count, cancel);
        };
        var entry = ((SecretHandle)handle).Entry;

        while (rig.Clock.GetElapsedTime(begun) < TimeSpan.FromHours(24) - TimeSpan.FromSeconds(20))
        {
            Assert.Equal(Value, SecretRig.Text(handle.Current.Value));
            Assert.Same(handle.Current, await handle.GetAsync());
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            await SettleAsync(rig, entry);
        }

        for (var step = 0; step < 18; step++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            await SettleAsync(rig, entry);
        }

        Assert.Null(handle.Held);
        var gone = Assert.Throws<SecretUnavailableException>(() => handle.Current);
        for (var call = 1; call < calls.Count; call++)
        {
            var step = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, call - 1)));
            Assert.True(calls[call] - calls[call - 1] >= step, $"Call {call} came {calls[call] - calls[call - 1]} after the one before.");
        }

        Assert.InRange(calls.Count, 24 * 3600 / 90, 24 * 3600 / 60);
        var health = await HealthAsync(rig);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        var failed = Assert.Single(rig.Log, static line => line.StartsWith("5102", StringComparison.Ordinal));
        string[] said = [.. rig.Log, .. rig.Trail.Events.Select(static one => $"{one} {string.Join(' ', one.Details)}"), gone.ToString(), health.Entries[ZeroTrustSecretsHealthChecksBuilderExtensions.CheckName].Description!, failed];
        Assert.All(said, static line => Assert.DoesNotContain("c4n4ry", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task H8_ManyThatLackAValue_CauseOneCallInEachStep()
    {
        var store = new InMemorySecretProvider { Answer = static (_, _) => new(SecretResult.Unavailable("throttled", TimeSpan.FromMinutes(5))) };
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store));
        var handle = rig.Secrets.GetHandle(Reference);

        for (var round = 0; round < 4; round++)
        {
            await Parallel.ForAsync(0, 32, async (_, _) => await Assert.ThrowsAsync<SecretUnavailableException>(async () => await handle.GetAsync()));
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // The store asked for five minutes.
        Assert.Equal(1, store.Calls);
    }

    [Fact]
    public async Task H8_AStoreThatAnswersAgain_IsTakenAtItsNextStep()
    {
        var store = new InMemorySecretProvider();
        store.Set("db", "one");
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store));
        var handle = rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        store.Answer = static (_, _) => throw new InvalidOperationException("c4n4ry");
        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(10));
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync(rig)).Status);

        store.Set("db", "two");
        store.Answer = null;
        await rig.AdvanceAsync(handle, TimeSpan.FromSeconds(61));

        Assert.Equal("two", SecretRig.Text(handle.Current.Value));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(rig)).Status);
        Assert.DoesNotContain(rig.Log, static line => line.Contains("c4n4ry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H8_AnOlderVersion_IsNotTaken()
    {
        var store = new InMemorySecretProvider();
        store.Set("db", Old);
        store.Set("db", Value);
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store));
        var handle = rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        store.Answer = static (_, _) => new(SecretResult.Found(new(Secret.FromText(Old)) { Version = "1", Sequence = 1 }));

        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(5));

        Assert.Equal(Value, SecretRig.Text(handle.Current.Value));
        Assert.Null(handle.Previous);
    }

    [Fact]
    public async Task K7_WhateverIsThrownForEver_TheSecretIsKeptFresh()
    {
        var store = new InMemorySecretProvider();
        store.Set("db", "0");
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store), static services => services.AddSingleton<IAuditTrail, ThrowingTrail>()) { LogThrows = true };
        var handle = rig.Secrets.GetHandle(Reference);
        await handle.GetAsync();
        var told = 0;
        using var broken = handle.OnChange(static () => throw new InvalidOperationException());
        using var whole = handle.OnChange(() => told++);
        for (var round = 1; round <= 10; round++)
        {
            store.Set("db", $"{round}");
            await rig.AdvanceAsync(handle, TimeSpan.FromSeconds(61));
            Assert.Equal($"{round}", SecretRig.Text(handle.Current.Value));
            Assert.Equal(round, told);
        }

        store.Answer = static (_, _) => throw new InvalidOperationException();
        await rig.AdvanceAsync(handle, TimeSpan.FromHours(1), TimeSpan.FromSeconds(10));
        store.Answer = null;
        store.Set("db", "last");
        await rig.AdvanceAsync(handle, TimeSpan.FromSeconds(61));
        Assert.Equal("last", SecretRig.Text(handle.Current.Value));
    }

    // A call that hangs ends by the clock alone, and it is the only one that waits.
    private async Task SettleAsync(SecretRig rig, SecretEntry entry)
    {
        while (!entry.Flight.IsCompleted)
        {
            await Task.WhenAny(entry.Flight, Task.Run(() => SpinWait.SpinUntil(() => _hangs || entry.Flight.IsCompleted)));
            if (_hangs)
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(10));
                await Task.Run(() => SpinWait.SpinUntil(() => !_hangs));
            }
        }
    }

    private static async Task<HealthReport> HealthAsync(SecretRig rig) => await rig.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private async ValueTask<SecretResult> Trouble(int call, CancellationToken cancel)
    {
        switch (call % 6)
        {
            case 0:
                return SecretResult.Unavailable("429", TimeSpan.FromSeconds(3));
            case 1:
                return SecretResult.Unavailable("503");
            case 2:
                try
                {
                    _hangs = true;
                    await Task.Delay(Timeout.Infinite, cancel);
                    return default;
                }
                finally
                {
                    _hangs = false;
                }

            case 3:
                return SecretResult.Malformed("It is empty.");
            case 4:
                return SecretResult.Malformed("It is cut short.");
            default:
                return SecretResult.Found(new(Secret.FromText(Old)) { Version = "1", Sequence = 1 });
        }
    }

    private sealed class ThrowingTrail : IAuditTrail
    {
        public void Record(AuditEvent auditEvent) => throw new IOException();
    }
}
