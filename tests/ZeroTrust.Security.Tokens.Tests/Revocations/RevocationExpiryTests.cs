using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

/// <summary>A revocation goes by itself once no valid token can be one that it reaches, and not before.</summary>
public sealed class RevocationExpiryTests
{
    private const string Name = "corporate";

    // The widest clock skew that settings accept.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly DateTimeOffset Start = TestTrust.Start;

    [Fact]
    public void OfAToken_GoesWithItsExpiryAndTheSkew()
    {
        var trust = new TestTrust();
        trust.Revocations.Add(Revocation.OfToken(Name, "t-1", Start.AddMinutes(5)));
        var epoch = trust.Revocations.Epoch;

        trust.Clock.Advance(TimeSpan.FromMinutes(5) + Skew - Tick);
        Assert.True(trust.Revocations.IsRevoked(new TokenParts()));
        trust.Clock.Advance(Tick);

        Assert.Equal(0, trust.Revocations.Count);
        Assert.False(trust.Revocations.IsRevoked(new TokenParts()));
        Assert.Equal(epoch, trust.Revocations.Epoch);
    }

    [Theory]
    [InlineData(10, null, 10)]
    [InlineData(null, 20, 20)]
    [InlineData(10, 20, 10)]
    [InlineData(20, 10, 10)]
    public void IssuedBefore_GoesWhenTheIssuersTokensOfThatTimeHaveEnded(int? lifetime, int? age, int minutes)
    {
        var trust = new TestTrust(profile => profile with { MaxLifetime = Minutes(lifetime), MaxAge = Minutes(age) });
        Add(trust, Revocation.OfIssuer(Name, Start), Revocation.OfSubject(Name, "alice", Start), Revocation.OfSession(Name, "s-1", Start), Revocation.OfClient(Name, "shop", Start));

        trust.Clock.Advance(TimeSpan.FromMinutes(minutes) + Skew - Tick);
        Assert.Equal(4, trust.Revocations.Count);
        trust.Clock.Advance(Tick);

        Assert.Equal(0, trust.Revocations.Count);
    }

    [Fact]
    public void IssuedBefore_OfAnIssuerThatAnotherActsForTheUsersOf_WaitsForTheLongerLife()
    {
        var trust = new TestTrust(static profile => profile with { MaxLifetime = TimeSpan.FromMinutes(5) });
        var own = trust.Current.Issuers.Values.Single();
        var jobs = TestTrust.Profile("jobs", "https://jobs.example") with { MaxLifetime = TimeSpan.FromMinutes(30), MayActForUsersOf = [Name] };
        trust.Current = TestTrust.Snapshot(own, new Issuer(jobs, trust.Keys));
        Add(trust, Revocation.OfSubject(Name, "alice", Start), Revocation.OfSubject("jobs", "billing", Start));

        trust.Clock.Advance(TimeSpan.FromMinutes(30) + Skew - Tick);
        Assert.Equal(2, trust.Revocations.Count);
        trust.Clock.Advance(Tick);
        Assert.Equal(0, trust.Revocations.Count);

        trust.Current = TestTrust.Snapshot(own, new Issuer(jobs with { MaxLifetime = null }, trust.Keys));
        Add(trust, Revocation.OfSubject(Name, "alice", Start));
        trust.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(1, trust.Revocations.Count);
    }

    [Fact]
    public void WhatHasNoKnownEnd_IsKept()
    {
        var trust = new TestTrust();
        var bounded = new TestTrust(static profile => profile with { MaxLifetime = TimeSpan.FromMinutes(5) });
        Add(trust, Revocation.OfIssuer(Name, Start), Revocation.OfSubject(Name, "alice", Start), Revocation.OfToken(Name, "t-1", null));
        Add(bounded, Revocation.OfSubject(Name, "alice", null), Revocation.OfToken(Name, "t-1", null), Revocation.OfIssuer("gone", Start));

        trust.Clock.Advance(TimeSpan.FromDays(400));
        bounded.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(3, trust.Revocations.Count);
        Assert.Equal(3, bounded.Revocations.Count);
    }

    [Fact]
    public void AReloadThatBoundsTheLife_IsSeenWithinAnHour()
    {
        var trust = new TestTrust();
        Add(trust, Revocation.OfIssuer(Name, Start));
        trust.Clock.Advance(TimeSpan.FromDays(1));
        trust.Current = TestTrust.Snapshot(new Issuer(TestTrust.Profile() with { MaxLifetime = TimeSpan.FromMinutes(5) }, trust.Keys));

        trust.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, trust.Revocations.Count);
    }

    [Fact]
    public void AReloadThatLengthensTheLife_KeepsWhatIsHeld()
    {
        var trust = new TestTrust(static profile => profile with { MaxLifetime = TimeSpan.FromMinutes(5) });
        Add(trust, Revocation.OfIssuer(Name, Start));
        trust.Current = TestTrust.Snapshot(new Issuer(TestTrust.Profile() with { MaxLifetime = TimeSpan.FromMinutes(50) }, trust.Keys));

        trust.Clock.Advance(TimeSpan.FromMinutes(50) + Skew - Tick);
        Assert.Equal(1, trust.Revocations.Count);
        trust.Clock.Advance(Tick);
        Assert.Equal(0, trust.Revocations.Count);
    }

    [Fact]
    public void AWallClockThatRunsAheadForAWhile_TakesNothingAway()
    {
        var trust = new TestTrust();
        Add(trust, Revocation.OfToken(Name, "t-1", Start.AddMinutes(5)));

        trust.Clock.JumpTo(Start.AddDays(1));
        trust.Clock.Advance(TimeSpan.FromMinutes(5));
        trust.Clock.JumpTo(Start.AddMinutes(5));

        Assert.True(trust.Revocations.IsRevoked(new TokenParts()));
    }

    [Fact]
    public void Widened_LivesAsLongAsTheLonger()
    {
        var trust = new TestTrust();
        Add(trust, Revocation.OfToken(Name, "t-1", Start.AddMinutes(5)), Revocation.OfToken(Name, "t-1", Start.AddMinutes(50)));

        trust.Clock.Advance(TimeSpan.FromMinutes(40));

        Assert.Equal(1, trust.Revocations.Count);
    }

    [Fact]
    public void LiftedAndAddedAgain_IsNotTakenAwayByItsFirstEnd()
    {
        var trust = new TestTrust();
        Add(trust, Revocation.OfToken(Name, "t-1", Start.AddMinutes(5)));
        trust.Revocations.Remove(new(Name, RevocationKind.TokenId, "t-1"));
        Add(trust, Revocation.OfToken(Name, "t-1", null));

        trust.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, trust.Revocations.Count);
    }

    [Fact]
    public void AHundredThousand_AllGoAtTheirEnd()
    {
        var trust = new TestTrust();
        for (var i = 0; i < 100_000; i++)
        {
            trust.Revocations.Add(Revocation.OfToken(Name, $"t-{i}", Start.AddSeconds(300 + (i % 600))));
        }

        Assert.Equal(100_000, trust.Revocations.CountOf(RevocationKind.TokenId));
        trust.Clock.Advance(TimeSpan.FromSeconds(300 + 299) + Skew);
        Assert.InRange(trust.Revocations.Count, 40_000, 60_000);
        trust.Clock.Advance(TimeSpan.FromSeconds(310));

        Assert.Equal(0, trust.Revocations.Count);
        Assert.Equal(0, trust.Revocations.CountOf(RevocationKind.TokenId));
    }

    private static void Add(TestTrust trust, params Revocation[] revocations) => Array.ForEach(revocations, trust.Revocations.Add);

    private static TimeSpan? Minutes(int? minutes) => minutes is { } m ? TimeSpan.FromMinutes(m) : null;
}
