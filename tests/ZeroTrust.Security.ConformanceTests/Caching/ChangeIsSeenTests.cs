using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.ConformanceTests.Verdicts;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>A change that has returned is seen by every request that starts after it, while 64 threads hit the cache.</summary>
[Collection(RunAlone.Name)]
public sealed class ChangeIsSeenTests : IDisposable
{
    private const int Rounds = 12;
    private const int AsksARound = 4 * StressThreads.Count;

    // A thread that ended by an exception is not waited for without end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StressIssuer _issuer = new("a", keys: Rounds + 1);
    private readonly StressTrust _trust;

    public ChangeIsSeenTests() => _trust = new(CacheLimits.Default, _issuer);

    [Fact]
    public async Task TokenRevoked_TheNextRequestIsRefused()
    {
        using var service = new RevocationService(_trust.Revocations, _trust, _trust.Clock, store: null, NullLogger.Instance);
        var tokens = Mint(_ => _issuer);

        await HitWhileAsync(
            tokens, round => Assert.True(service.RevokeAsync(Revocation.OfToken("a", tokens[round].Id, null)).IsCompletedSuccessfully), TokenFailure.Revoked);
    }

    [Fact]
    public async Task KeyRemoved_TheNextRequestIsRefused() =>
        await HitWhileAsync(
            Mint(_ => _issuer), round => _issuer.Keys.Current = new([.. _issuer.AllKeys.Skip(round + 1)]), TokenFailure.KeyUnknown);

    [Fact]
    public async Task IssuerRemoved_TheNextRequestIsRefused()
    {
        var issuers = Enumerable.Range(0, Rounds).Select(static number => new StressIssuer($"i{number}", Rounds + 1)).ToArray();
        _trust.Current = StressTrust.Snapshot(2, CacheLimits.Default, issuers);

        await HitWhileAsync(
            Mint(round => issuers[round]),
            round => _trust.Current = StressTrust.Snapshot(3 + round, CacheLimits.Default, issuers.Skip(round + 1)),
            TokenFailure.IssuerUnknown);
    }

    [Fact]
    public async Task RoleTableReloaded_TheNextRequestHasTheNewGrants()
    {
        var token = Mint(_ => _issuer)[0];
        await HitWhileAsync(
            version => _trust.Current = StressTrust.Snapshot(2 + version, CacheLimits.Default, _issuer),
            (_, seen) =>
            {
                var verified = _trust.Validator.Validate(token.Text).Token!;
                var grants = verified.Caller.Permissions;
                return grants.HasPermission($"gen:v{verified.TrustVersion}") && !grants.HasPermission($"gen:v{seen}") && verified.TrustVersion >= 2 + seen;
            });
    }

    public void Dispose() => _trust.Dispose();

    private StressToken[] Mint(Func<int, StressIssuer> issuer) =>
        [.. Enumerable.Range(0, Rounds).Select(round => issuer(round).Mint(
            issuer(round).AllKeys[round], _trust.Clock.GetUtcNow(), TimeSpan.FromMinutes(5), $"t-{round}", "alice"))];

    // Of the token of a round that is over every verdict is the refusal; of the others none is.
    private Task HitWhileAsync(StressToken[] tokens, Action<int> change, TokenFailure refusal) =>
        HitWhileAsync(
            change,
            (number, seen) =>
            {
                var round = Math.Min(seen + 1, Rounds - 1);
                var passing = _trust.Validator.Validate(tokens[round].Text).Failure;
                return (passing == TokenFailure.None || passing == refusal)
                    && (seen < 0 || _trust.Validator.Validate(tokens[number % (seen + 1)].Text).Failure == refusal)
                    && (seen < 0 || _trust.Validator.Validate(tokens[seen].Text).Failure == refusal);
            });

    /// <summary>Makes one change after another, each as soon as the threads have asked often since the one before.</summary>
    /// <param name="change">The change of a round.</param>
    /// <param name="isRight">Asks once: a thread's number, and the last round that was over before it asked; -1 when none was.</param>
    private async Task HitWhileAsync(Action<int> change, Func<int, int, bool> isRight)
    {
        var (over, asked, wrong) = (-1, 0, 0);
        var started = Stopwatch.GetTimestamp();
        await StressThreads.RunAsync(number =>
        {
            for (var round = 0; number == 0 && round < Rounds; round++)
            {
                var before = Volatile.Read(ref asked);
                while (Volatile.Read(ref asked) - before < AsksARound)
                {
                    Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"nobody asked in round {round}");
                    Thread.Yield();
                }

                change(round);
                Volatile.Write(ref over, round);
            }

            for (var seen = -1; number > 0 && seen < Rounds - 1;)
            {
                Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"no change after round {seen}");
                seen = Volatile.Read(ref over);
                if (!isRight(number, seen))
                {
                    Interlocked.Increment(ref wrong);
                }

                Interlocked.Increment(ref asked);
                Thread.Yield();
            }
        });

        Assert.Equal(0, wrong);
        Assert.True(_trust.Meters.Hits > Rounds * StressThreads.Count, $"{_trust.Meters.Hits} hits");
    }
}
