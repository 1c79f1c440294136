using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.InteropTests;

/// <summary>On the real clock, with nothing else running in this process: tokens are had ahead of need, so that nobody waits at their end.</summary>
[Collection(nameof(Alone))]
public sealed class FreshTokensTests
{
    private const int Attempts = 3;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task FiveLifetimesOfTwoSeconds_NoCallWaitsForAToken()
    {
        // Whatever holds the machine up for half a second makes a call wait; a defence that is missing does so every time.
        for (var attempt = 1; ; attempt++)
        {
            var (calls, waited, tokens) = await RunAsync();
            Assert.True(calls > 1_000);
            Assert.True(tokens >= 5);
            if (waited == 0 || attempt == Attempts)
            {
                Assert.Equal(0, waited);
                return;
            }
        }
    }

    private static async Task<(int Calls, int Waited, int Tokens)> RunAsync()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { TokenLifetime = Life, Clients = [new("orders", "secret")] });
        using var host = Host(issuer);
        var provider = host.Services.GetRequiredService<IServiceTokenProvider>();
        var request = new ServiceTokenRequest { Audience = "payments" };
        await provider.GetTokenAsync(request);

        var waited = 0;
        using var listener = Listen(host, () => Interlocked.Increment(ref waited));
        var tokens = new ConcurrentDictionary<string, byte>();
        var calls = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var started = Stopwatch.GetTimestamp();
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (Stopwatch.GetElapsedTime(started) < Life * 5 && await pace.WaitForNextTickAsync())
            {
                tokens.TryAdd((await provider.GetTokenAsync(request)).Reveal(), 0);
                Interlocked.Increment(ref calls);
            }
        })));
        return (calls, waited, tokens.Count);
    }

    private static IHost Host(FakeTokenIssuer issuer)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.AddMetrics();
        builder.Services.AddZeroTrustCore().AddServiceClient("payments", client =>
        {
            client.Audience = "payments";
            client.Source = ServiceTokenSource.ClientCredentials;
            client.TokenEndpoint = issuer.TokenEndpoint;
            client.ClientId = "orders";
            client.Secret = static _ => new(Secret.FromText("secret"));
        });
        return builder.Build();
    }

    private static MeterListener Listen(IHost host, Action waits)
    {
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == "zerotrust.service_token.requests")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "outcome", Value: not "held" })
                {
                    waits();
                }
            }
        });
        listener.Start();
        return listener;
    }
}
