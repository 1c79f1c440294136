using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Ecosystem;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>E6: a request that starts after a revocation is refused.</summary>
public sealed class RevocationThreats
{
    [Theory]
    [InlineData(RevocationKind.TokenId)]
    [InlineData(RevocationKind.Subject)]
    [InlineData(RevocationKind.Session)]
    [InlineData(RevocationKind.Client)]
    [InlineData(RevocationKind.Issuer)]
    public async Task E6_ARevokedToken_IsRefusedFromTheNextRequestOn(RevocationKind kind)
    {
        await using var site = await StartAsync();
        var revocations = site.Services.GetRequiredService<IRevocationService>();
        var token = Token(site).Build();
        (await GetAsync(site, token)).Is(HttpStatusCode.OK);

        var value = kind switch
        {
            RevocationKind.TokenId => "t-1",
            RevocationKind.Subject => "alice",
            RevocationKind.Session => "s-1",
            RevocationKind.Client => "shop",
            _ => "",
        };
        var revocation = Revocation.Of(new("corporate", kind, value), revocations.Now.AddMinutes(1), null);
        await revocations.RevokeAsync(revocation);

        var refused = await GetAsync(site, token);
        refused.Is(HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_token", await refused.CodeAsync());
        Assert.Equal("Revoked", site.Trail.Events[^1].Reason);

        await revocations.LiftAsync(revocation.Key);
        (await GetAsync(site, token)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task E6_RevokedWhileManyHit_NoRequestThatStartsAfterwardsGetsIn()
    {
        await using var site = await StartAsync();
        var validator = site.Services.GetRequiredService<ITokenValidator>();
        var revocations = site.Services.GetRequiredService<IRevocationService>();
        var tokens = Enumerable.Range(0, 20).Select(i => Token(site).ForUser($"user-{i}").Claim("jti", $"t-{i}").Build()).ToArray();
        foreach (var token in tokens)
        {
            Assert.True((await validator.ValidateAsync(token.AsMemory())).Accepted);
        }

        var revoked = -1;
        var wrong = 0;
        var hits = 0;
        using var ready = new CountdownEvent(64);
        var threads = Enumerable.Range(0, 64).Select(seed => new Thread(() =>
        {
            ready.Signal();
            for (var i = seed; Volatile.Read(ref revoked) < tokens.Length - 1 || i < seed + tokens.Length; i++)
            {
                // Read before the request starts: up to here all are revoked.
                var seen = Volatile.Read(ref revoked);
                var accepted = validator.ValidateAsync(tokens[i % tokens.Length].AsMemory()).AsTask().GetAwaiter().GetResult().Accepted;
                Interlocked.Add(ref wrong, accepted && i % tokens.Length <= seen ? 1 : 0);
                Interlocked.Add(ref hits, accepted ? 1 : 0);
            }
        })).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        ready.Wait();
        for (var i = 0; i < tokens.Length; i++)
        {
            var before = Volatile.Read(ref hits);
            SpinWait.SpinUntil(() => Volatile.Read(ref hits) > before, TimeSpan.FromSeconds(5));
            await revocations.RevokeSubjectAsync("corporate", $"user-{i}", default);
            await revocations.RevokeAsync(Revocation.OfToken("corporate", $"t-{i}", null));
            Volatile.Write(ref revoked, i);
        }

        Array.ForEach(threads, static thread => thread.Join());
        Assert.Equal(0, wrong);
        Assert.True(hits > 0);
    }

    [Fact]
    public async Task E6_ARevocationFromAnotherProcess_ArrivesThroughTheStore()
    {
        var store = new InMemoryRevocationStore();
        await store.AddAsync(Revocation.OfSubject("corporate", "mallory", null), default);
        await using var site = await StartAsync(store);
        await using var other = await RealSite.StartAsync(Map, services => services.AddSingleton<IRevocationStore>(store));
        var token = Token(site).Build();
        (await GetAsync(site, token)).Is(HttpStatusCode.OK);
        (await GetAsync(site, Token(site).ForUser("mallory").Build())).Is(HttpStatusCode.Unauthorized);

        await other.Services.GetRequiredService<IRevocationService>().RevokeAsync(Revocation.OfSubject("corporate", "alice", null));

        // The notice has begun a reading; how soon it ends is the machine's matter.
        var refused = await UntilAsync(site, token, HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_token", await refused.CodeAsync());
    }

    private static async Task<HttpResponseMessage> UntilAsync(RealSite site, string token, HttpStatusCode status)
    {
        var response = await GetAsync(site, token);
        for (var i = 0; i < 1000 && response.StatusCode != status; i++)
        {
            await Task.Yield();
            response = await GetAsync(site, token);
        }

        return response;
    }

    private static Task<RealSite> StartAsync(IRevocationStore? store = null) => RealSite.StartAsync(
        Map,
        services =>
        {
            if (store is not null)
            {
                services.AddSingleton(store);
            }
        });

    private static void Map(WebApplication app) => app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");

    private static FakeTokenBuilder Token(RealSite site) =>
        site.Issuer.User("alice").Token("orders:read").WithClient("shop").Claim("jti", "t-1").Claim("sid", "s-1");

    private static async Task<HttpResponseMessage> GetAsync(RealSite site, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.Authorization = new("Bearer", token);
        return await site.Client.SendAsync(request);
    }
}
