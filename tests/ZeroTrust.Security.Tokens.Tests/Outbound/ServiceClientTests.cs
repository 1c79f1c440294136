using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class ServiceClientTests
{
    /// <summary>Each token says what it was asked for; what a caller gets must say what that caller asked.</summary>
    [Fact]
    public async Task H4_HundredThousandMixedCalls_NoneGetsATokenForAnother()
    {
        using var rig = new ClientRig(capacity: 50);
        var requests = Requests(rig.Clock.GetUtcNow()).ToArray();
        rig.Source.Script = (number, request) => new(new(Say(request) + "#" + number, rig.Clock.GetUtcNow() + TimeSpan.FromSeconds(20)));

        var wrong = 0;
        await Parallel.ForAsync(0, 100_000, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
        {
            if (number % 5_000 == 0)
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(7));
            }

            var request = requests[number * 7919L % requests.Length];
            var token = await rig.Client.GetAsync(request, CancellationToken.None);
            if (token.Reveal().Split('#')[0] != Say(request))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.Equal(0, wrong);
        Assert.True(rig.Shelf.Count <= 50);
        Assert.True(rig.Source.Count > requests.Length / 2);
    }

    [Fact]
    public async Task H4_TwoTenantsOrScopes_NeverShare()
    {
        using var rig = new ClientRig();
        ServiceTokenRequest[] requests =
        [
            new() { Audience = "payments", Tenant = "a" },
            new() { Audience = "payments", Tenant = "b" },
            new() { Audience = "payments", Scopes = ["a"] },
            new() { Audience = "payments", Scopes = ["a", "b"] },
            new() { Audience = "payments" },
        ];

        var tokens = new HashSet<string>();
        foreach (var request in requests)
        {
            tokens.Add((await rig.GetAsync(request)).Reveal());
        }

        Assert.Equal(requests.Length, tokens.Count);
        Assert.Equal(requests.Length, rig.Source.Count);
    }

    [Fact]
    public async Task H4_ListChangedAfterTheCall_ChangesNothing()
    {
        using var rig = new ClientRig();
        var scopes = new List<string> { "read" };
        var request = new ServiceTokenRequest { Audience = "payments", Scopes = scopes };
        await rig.GetAsync(request);
        scopes.Add("write");

        Assert.Equal("token-2", (await rig.GetAsync(request)).Reveal());
        Assert.Equal(["read"], rig.Source.Requests.First().Scopes);
        Assert.Equal("token-1", (await rig.GetAsync(new() { Audience = "payments", Scopes = ["read"] })).Reveal());
    }

    [Fact]
    public async Task Get_WhatACallDoesNotSay_IsAsConfigured()
    {
        using var rig = new ClientRig(standing: new() { Audience = "payments", Scopes = ["read"], Permissions = ["a:b"], Tenant = "a", Lifetime = TimeSpan.FromMinutes(1) });
        await rig.GetAsync(new() { Audience = "payments", Claims = new Dictionary<string, string> { ["shop"] = "1" } });

        var asked = Assert.Single(rig.Source.Requests);
        Assert.Equal(["read"], asked.Scopes);
        Assert.Equal(["a:b"], asked.Permissions);
        Assert.Equal("a", asked.Tenant);
        Assert.Equal(TimeSpan.FromMinutes(1), asked.Lifetime);
    }

    [Fact]
    public async Task Get_UserWhoseTokenHasEnded_IsRefusedWithoutAFetch()
    {
        using var rig = new ClientRig();
        var request = new ServiceTokenRequest { Audience = "payments", User = TestUser.Of("alice", rig.Clock.GetUtcNow()) };

        Assert.Equal(ServiceTokenFailure.NotGranted, (await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync(request))).Failure);
        Assert.Equal(0, rig.Source.Count);
    }

    [Fact]
    public async Task Get_ManyUsers_TheShelfStaysWithinItsBound_AndWhoIsAskedForStays()
    {
        using var rig = new ClientRig(capacity: 10);
        var hot = new ServiceTokenRequest { Audience = "payments", Tenant = "hot" };
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("token-1", (await rig.GetAsync(hot)).Reveal());
            await rig.GetAsync(new() { Audience = "payments", Tenant = $"t{i}" });
        }

        Assert.Equal(10, rig.Shelf.Count);
    }

    [Fact]
    public async Task Get_TokensOfUsersAtTheirEnd_AreForgotten()
    {
        using var rig = new ClientRig();
        for (var i = 0; i < 20; i++)
        {
            await rig.GetAsync(new() { Audience = "payments", User = TestUser.Of($"user{i}", rig.Clock.GetUtcNow() + TimeSpan.FromHours(1)) });
        }

        Assert.Equal(20, rig.Shelf.Count);
        rig.Clock.Advance(TimeSpan.FromMinutes(3));
        rig.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, rig.Shelf.Count);
        Assert.Equal(20, rig.Source.Count);
    }

    private static IEnumerable<ServiceTokenRequest> Requests(DateTimeOffset now)
    {
        yield return new() { Audience = "payments" };
        foreach (var tenant in (string?[])[null, "a", "b", "c"])
        {
            foreach (var scopes in (string[][])[[], ["read"], ["read", "write"], ["write"]])
            {
                foreach (var user in (DelegatedUser?[])[null, TestUser.Of("alice", now.AddDays(1)), TestUser.Of("bob", now.AddDays(1)), TestUser.Of("alice", now.AddDays(1), tokenId: "2")])
                {
                    yield return new() { Audience = "payments", Tenant = tenant, Scopes = scopes, User = user };
                }
            }
        }
    }

    private static string Say(ServiceTokenRequest request) =>
        $"{request.Audience}|{request.Tenant}|{string.Join(' ', request.Scopes)}|{request.User?.Token.Caller.User?.Subject}|{request.User?.Token.TokenId}";
}
