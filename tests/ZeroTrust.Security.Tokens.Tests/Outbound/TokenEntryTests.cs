using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class TokenEntryTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    [Fact]
    public async Task Get_ManyCallersOnAColdEntry_OneFetch()
    {
        using var rig = new EntryRig();
        var gate = rig.Source.Hold();
        var calls = Enumerable.Range(0, 500).Select(_ => Task.Run(() => rig.GetAsync())).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), static token => Assert.Equal("token-1", token));
        Assert.Equal(1, rig.Source.Count);
    }

    [Fact]
    public async Task Get_CallerGivesUp_EndsItsWaitAlone()
    {
        using var rig = new EntryRig();
        using var patience = new CancellationTokenSource();
        var gate = rig.Source.Hold();
        var first = rig.GetAsync(patience.Token);
        var second = rig.GetAsync();
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.Equal("token-1", await second);
        Assert.Equal(1, rig.Source.Count);
    }

    [Fact]
    public async Task Get_TokenAtHand_CompletesAtOnceAndAllocatesNothing()
    {
        using var rig = new EntryRig();
        await rig.GetAsync();
        var call = rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None);
        Assert.True(call.IsCompletedSuccessfully);
        await call;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            await rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Timer_TokenInUse_IsHadAnewAheadOfItsEnd()
    {
        using var rig = new EntryRig();
        await rig.GetAsync();

        await rig.AdvanceAsync(TimeSpan.FromMinutes(3) - Instant);
        Assert.Equal(1, rig.Source.Count);
        await rig.AdvanceAsync(Instant);

        Assert.Equal(2, rig.Source.Count);
        Assert.Equal("token-2", await rig.GetAsync());
    }

    [Fact]
    public async Task Timer_TokenThatNobodyUses_RunsOutAndIsForgotten()
    {
        using var rig = new EntryRig();
        await rig.GetAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(2, rig.Source.Count);

        // The second one was never asked for.
        await rig.AdvanceAsync(TimeSpan.FromMinutes(5) - Instant);
        Assert.True(rig.Entry.IsHolding);
        await rig.AdvanceAsync(Instant);

        Assert.Equal(2, rig.Source.Count);
        Assert.False(rig.Entry.IsHolding);
        Assert.Equal(1, rig.Ended);
    }

    [Fact]
    public async Task Get_PastTheAgeToRefresh_GivesWhatIsAtHandAndDoesNotWait()
    {
        using var rig = new EntryRig();
        await rig.GetAsync();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(3));
        rig.Source.Hold();
        rig.Clock.Advance(TimeSpan.FromMinutes(3));
        var call = rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None);

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal("token-2", (await call).Reveal());
        Assert.False(rig.Entry.Flight.IsCompleted);
    }

    [Fact]
    public async Task Get_WithinTheMargin_WaitsForTheNextToken()
    {
        using var rig = new EntryRig(standing: false);
        await rig.GetAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(5) - RenewalPlan.MarginOf(TimeSpan.FromMinutes(5)));

        Assert.Equal("token-2", await rig.GetAsync());
    }

    [Fact]
    public async Task Outage_TokenServesToItsVeryEnd_ThenATypedError()
    {
        using var rig = new EntryRig(standing: false);
        await rig.GetAsync();
        rig.Source.Fail();

        foreach (var minute in (double[])[3, 4.9, 4.999])
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(minute) - (rig.Clock.GetUtcNow() - new Testing.ManualTimeProvider().GetUtcNow()));
            Assert.Equal("token-1", await rig.GetAsync());
            await rig.Entry.Flight;
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync());
        Assert.Equal(ServiceTokenFailure.SourceUnavailable, fault.Failure);
    }

    [Fact]
    public async Task Outage_CallsWithinTheBackOff_CauseNoFetch()
    {
        using var rig = new EntryRig();
        rig.Source.Fail();
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync());
        }

        Assert.Equal(1, rig.Source.Count);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync());
        Assert.Equal(2, rig.Source.Count);
        rig.Clock.Advance(TimeSpan.FromSeconds(2) - Instant);
        await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync());
        Assert.Equal(2, rig.Source.Count);

        rig.Source.Script = null;
        rig.Clock.Advance(Instant);
        Assert.Equal("token-3", await rig.GetAsync());
        Assert.Equal(1, rig.Log.Count(2801));
    }

    [Fact]
    public async Task Outage_WhileInUse_TheTimerTriesAgainWithoutACall()
    {
        using var rig = new EntryRig();
        await rig.GetAsync();
        rig.Source.Fail();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(3));
        rig.Source.Script = null;
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(3, rig.Source.Count);
        Assert.Equal("token-3", await rig.GetAsync());
    }

    [Fact]
    public async Task Fetch_TakesTooLong_IsAFailedAttempt()
    {
        using var rig = new EntryRig();
        rig.Source.Hold();
        var call = rig.GetAsync();

        // The fetch sets its deadline on a thread of its own.
        while (rig.Source.Count == 0)
        {
            await Task.Yield();
        }

        rig.Clock.Advance(TokenFetch.Timeout);
        Assert.Equal(ServiceTokenFailure.SourceUnavailable, (await Assert.ThrowsAsync<ServiceTokenException>(() => call)).Failure);
    }

    [Fact]
    public async Task Fetch_SourceThrows_IsAFailedAttempt()
    {
        using var rig = new EntryRig();
        rig.Source.Script = static (_, _) => throw new InvalidOperationException("a secret");

        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync());

        Assert.DoesNotContain("a secret", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, rig.Log.Count(2802));
    }

    [Fact]
    public async Task Fetch_TokenThatHasEnded_IsRefused()
    {
        using var rig = new EntryRig();
        rig.Source.Life = TimeSpan.Zero;

        Assert.Equal(ServiceTokenFailure.SourceAnswerInvalid, (await Assert.ThrowsAsync<ServiceTokenException>(() => rig.GetAsync())).Failure);
    }

    [Fact]
    public async Task Replace_ManyWithTheSameRefusedToken_OneFetch()
    {
        using var rig = new EntryRig();
        var refused = await rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None);
        var gate = rig.Source.Hold();
        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(() => rig.ReplaceAsync(refused))).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), static token => Assert.Equal("token-2", token.Reveal()));
        Assert.Equal(2, rig.Source.Count);
    }

    [Fact]
    public async Task Replace_TheNewOneIsRefusedToo_NoFetchForTenSeconds()
    {
        using var rig = new EntryRig();
        var second = await rig.ReplaceAsync(await rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None));

        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => rig.ReplaceAsync(second));
        Assert.Equal(ServiceTokenFailure.RefusedAgain, fault.Failure);
        Assert.Equal("token-2", await rig.GetAsync());

        rig.Clock.Advance(RenewalPlan.BetweenReplacements);
        Assert.Equal("token-3", (await rig.ReplaceAsync(second)).Reveal());
    }

    [Fact]
    public async Task Replace_SourceGivesTheSameAgain_IsRefused()
    {
        using var rig = new EntryRig();
        rig.Source.Script = (_, _) => new(new("the-same", rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(5)));
        var refused = await rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None);

        Assert.Equal(ServiceTokenFailure.RefusedAgain, (await Assert.ThrowsAsync<ServiceTokenException>(() => rig.ReplaceAsync(refused))).Failure);
    }

    [Fact]
    public async Task Replace_SourceIsDown_WhatIsAtHandStays()
    {
        using var rig = new EntryRig();
        var refused = await rig.Entry.GetAsync(EntryRig.Request, CancellationToken.None);
        rig.Source.Fail();

        await Assert.ThrowsAsync<ServiceTokenException>(() => rig.ReplaceAsync(refused));
        Assert.Equal("token-1", await rig.GetAsync());
    }

    [Fact]
    public async Task Get_ForAUser_TheTokenEndsWithTheUsers()
    {
        using var rig = new EntryRig(standing: false);
        var request = new ServiceTokenRequest { Audience = "payments", User = TestUser.Of("alice", rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)) };

        var token = await rig.Entry.GetAsync(request, CancellationToken.None);

        Assert.Equal(request.User.Token.ExpiresAt, token.ExpiresAt);
        rig.Clock.Advance(TimeSpan.FromMinutes(1) - Instant);
        Assert.Same(token, await rig.Entry.GetAsync(request, CancellationToken.None));
        Assert.Equal(1, rig.Source.Count);
    }

    [Fact]
    public async Task Forget_WhoWaits_StillGetsTheToken_AndNothingIsHeld()
    {
        using var rig = new EntryRig();
        var gate = rig.Source.Hold();
        var call = rig.GetAsync();
        rig.Entry.Forget();
        gate.SetResult();

        Assert.Equal("token-1", await call);
        Assert.False(rig.Entry.IsHolding);
        Assert.Equal("token-2", await rig.GetAsync());
    }

    [Fact]
    public async Task Log_HoldsNoToken()
    {
        using var rig = new EntryRig();
        await rig.GetAsync();
        rig.Source.Fail();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.NotEmpty(rig.Log.Entries);
        Assert.DoesNotContain(rig.Log.Entries, static entry => entry.Message.Contains("token-1", StringComparison.Ordinal));
    }
}
