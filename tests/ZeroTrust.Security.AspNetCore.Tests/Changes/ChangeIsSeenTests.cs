using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Pipeline;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Changes;

/// <summary>
/// A change made as an operator makes it has returned: the next request that starts sees it, through the whole pipeline, while 64
/// threads hit the cache.
/// </summary>
[Collection(MeasuredAlone.Name)]
public sealed class ChangeIsSeenTests : IAsyncLifetime
{
    private const int Rounds = 6;

    private readonly ManualTimeProvider _clock = new();
    private readonly Hitting _hitting = new(Rounds);
    private FakeTokenIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await FakeTokenIssuer.StartAsync(new() { Clock = _clock, TokenLifetime = TimeSpan.FromHours(2) });

    public async Task DisposeAsync() => await _issuer.DisposeAsync();

    [Fact]
    public async Task IssuerRemovedFromTheConfiguration_ItsTokensAreRefused()
    {
        var tokens = Enumerable.Range(0, Rounds).Select(round => Token().Claim("iss", Identifier(round)).Build()).ToArray();
        await using var site = await ChangingSite.StartAsync(Issuers(0), Map, _clock);

        await RefuseOneByOneAsync(site, tokens, round =>
        {
            site.Reload(Issuers(round + 1));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task RoleTableReloaded_GrantsAreTheNewOnes()
    {
        var token = Token().WithRoles("clerk").Build();
        await using var site = await ChangingSite.StartAsync(Roles(-1), Map, _clock);

        // Version n of the table lets the clerk into place n alone.
        await _hitting.RunAsync(
            round =>
            {
                site.Reload(Roles(round));
                return Task.CompletedTask;
            },
            async (number, seen) =>
            {
                var (before, now) = (seen < 1 ? 403 : await site.StatusAsync($"/places/{number % seen}", token), seen < 0 ? 200 : await site.StatusAsync($"/places/{seen}", token));
                return before != 403 ? $"{before} for what was taken away"
                    : now != 200 && (now != 403 || _hitting.Begun == seen) ? $"{now} for what was granted"
                    : null;
            });
    }

    [Fact]
    public async Task TableOfCallersReloaded_TheServicesAreTheNewOnes()
    {
        var token = _issuer.Service("orders").Token([.. Enumerable.Range(0, Rounds).Select(static round => $"turns:t{round}")]).Build();
        await using var site = await ChangingSite.StartAsync(Callers(0), Map, _clock);

        // Version n of the table lists the service for turn n alone.
        await _hitting.RunAsync(
            round =>
            {
                site.Reload(Callers(round));
                return Task.CompletedTask;
            },
            async (number, seen) =>
            {
                var (before, now) = (seen < 1 ? 403 : await site.StatusAsync($"/turns/{number % seen}", token), seen < 0 ? 200 : await site.StatusAsync($"/turns/{seen}", token));
                return before != 403 ? $"{before} for what was taken away"
                    : now != 200 && (now != 403 || _hitting.Begun == seen) ? $"{now} for what was listed"
                    : null;
            });
    }

    [Fact]
    public async Task TokenRevokedByTheService_ItIsRefused()
    {
        var tokens = Enumerable.Range(0, Rounds).Select(round => Token().Claim("jti", $"t-{round}").Build()).ToArray();
        await using var site = await ChangingSite.StartAsync(Corporate(), Map, _clock);
        var revocations = site.Services.GetRequiredService<IRevocationService>();

        await RefuseOneByOneAsync(site, tokens, round => revocations.RevokeAsync(Revocation.OfToken("corporate", $"t-{round}", null)));
    }

    [Fact]
    public async Task KeyRemovedByARefresh_ItsTokensAreRefused()
    {
        var keys = Enumerable.Range(0, Rounds).Select(_ => _issuer.Rotate()).ToArray();
        var tokens = keys.Select(key => Token().SignedBy(key).Build()).ToArray();
        await using var site = await ChangingSite.StartAsync(Corporate(), Map, _clock);
        var trust = site.Services.GetRequiredService<ITrustModel>();

        await RefuseOneByOneAsync(site, tokens, async round =>
        {
            Assert.True(_issuer.Remove(keys[round].KeyId));
            var added = _issuer.Rotate();
            _clock.Advance(trust.GetKeyStatus()[0].NextAttemptIn!.Value + TimeSpan.FromMilliseconds(1));

            // It waits for the refresh that is under way, if that has not ended yet.
            Assert.Equal(200, await site.StatusAsync("/orders", Token().SignedBy(added).Build()));
        });
    }

    private static string Identifier(int round) => $"https://i{round}.example";

    private static void Map(WebApplication app)
    {
        app.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
        for (var round = 0; round < Rounds; round++)
        {
            app.MapGet($"/places/{round}", static () => "ran").RequirePermission($"places:p{round}");
            app.MapGet($"/turns/{round}", static () => "ran").RequirePermission($"turns:t{round}").AllowCallers();
        }
    }

    private FakeTokenBuilder Token() => _issuer.User("alice").Token("orders:read");

    // Of the token of a round that is over every answer is the refusal; the next one's is 200 until its round begins.
    private async Task RefuseOneByOneAsync(ChangingSite site, string[] tokens, Func<int, Task> change)
    {
        foreach (var token in tokens)
        {
            Assert.Equal(200, await site.StatusAsync("/orders", token));
        }

        await _hitting.RunAsync(change, async (number, seen) =>
        {
            var last = seen < 0 ? 401 : await site.StatusAsync("/orders", tokens[seen]);
            var other = seen < 0 ? 401 : await site.StatusAsync("/orders", tokens[number % (seen + 1)]);
            var next = seen + 1 == Rounds ? 200 : await site.StatusAsync("/orders", tokens[seen + 1]);
            return !IsRefusal(last) ? $"{last} for the last one"
                : !IsRefusal(other) ? $"{other} for one before"
                : next != 200 && (!IsRefusal(next) || _hitting.Begun == seen) ? $"{next} for the next one"
                : null;
        });
    }

    // 503 where the clock was moved while the request waited for the keys to be fetched.
    private static bool IsRefusal(int status) => status is 401 or 503;

    private Dictionary<string, string?> Corporate() => new()
    {
        ["Service"] = "orders",
        ["Issuers:corporate:Authority"] = _issuer.Issuer,
        ["Issuers:corporate:Audiences"] = _issuer.Audience,
        ["Issuers:corporate:RefreshInterval"] = "00:01:00",
    };

    // The clerk's table, as it is after a round.
    private Dictionary<string, string?> Roles(int round) => new(Corporate()) { ["Roles:clerk"] = round < 0 ? "orders:read" : $"places:p{round}" };

    // The table of callers, as it is after a round.
    private Dictionary<string, string?> Callers(int round) => new(Corporate())
    {
        ["Issuers:corporate:Kind"] = "Services",
        ["Issuers:corporate:Service"] = "orders",
        ["Callers:0:Permission"] = $"turns:t{round}",
        ["Callers:0:Services"] = "orders",
    };

    // One more than is removed, since a service without an issuer does not take its settings.
    private Dictionary<string, string?> Issuers(int first)
    {
        var settings = new Dictionary<string, string?> { ["Service"] = "orders" };
        for (var round = first; round <= Rounds; round++)
        {
            settings[$"Issuers:i{round}:Issuer"] = Identifier(round);
            settings[$"Issuers:i{round}:Jwks"] = _issuer.KeySetJson();
            settings[$"Issuers:i{round}:Audiences"] = _issuer.Audience;
            settings[$"Issuers:i{round}:Kind"] = "Users";
            settings[$"Issuers:i{round}:MayAssert"] = "*";
        }

        return settings;
    }
}
