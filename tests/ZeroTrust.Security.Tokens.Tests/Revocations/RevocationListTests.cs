using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

public sealed class RevocationListTests
{
    private const string Name = "corporate";

    private static readonly DateTimeOffset Start = TestTrust.Start;

    private readonly TestTrust _trust = new();

    private RevocationList List => _trust.Revocations;

    [Fact]
    public void IsRevoked_EachKind_ReachesItsOwnTokensOnly()
    {
        (Revocation Revocation, VerifiedToken Other)[] rows =
        [
            (Revocation.OfToken(Name, "t-1", null), Token() with { TokenId = "t-2" }),
            (Revocation.OfSubject(Name, "alice", null), Token() with { User = new(Name, "Alice") }),
            (Revocation.OfSession(Name, "s-1", null), Token() with { SessionId = "s-1 " }),
            (Revocation.OfClient(Name, "shop", null), Token() with { Client = "Shop" }),
            (Revocation.OfIssuer(Name, Start.AddSeconds(1)), Token() with { IssuedAt = Start.AddSeconds(1) }),
        ];
        foreach (var (revocation, other) in rows)
        {
            Assert.False(List.IsRevoked(Token()));
            List.Add(revocation);

            Assert.True(List.IsRevoked(Token()), $"{revocation}");
            Assert.False(List.IsRevoked(other), $"{revocation}");
            Assert.False(List.IsRevoked(Token() with { Issuer = "partners", User = new("partners", "alice") }), $"{revocation}");
            Assert.True(List.Remove(revocation.Key));
        }

        Assert.False(List.IsRevoked(Token()));
        Assert.Equal(0, List.Count);
    }

    [Fact]
    public void IsRevoked_AnIdentifierOfAnotherKind_DoesNotCount()
    {
        foreach (var value in (string[])["t-1", "s-1", "shop", "alice"])
        {
            List.Add(Revocation.OfToken(Name, $"{value}x", null));
        }

        List.Add(Revocation.OfToken(Name, "alice", null));
        List.Add(Revocation.OfSubject(Name, "t-1", null));
        List.Add(Revocation.OfSession(Name, "shop", null));
        List.Add(Revocation.OfClient(Name, "s-1", null));

        Assert.False(List.IsRevoked(Token()));
    }

    [Fact]
    public void IsRevoked_ATokenOfAService_IsReachedByItsSubjectAndClient()
    {
        var token = Token() with { User = null, Service = new("billing", Name, "svc-7"), Client = "billing-client" };
        List.Add(Revocation.OfSubject(Name, "svc-7", null));
        Assert.True(List.IsRevoked(token));
        Assert.False(List.IsRevoked(token with { Service = new("billing", Name, "svc-8") }));
        List.Remove(new(Name, RevocationKind.Subject, "svc-7"));

        List.Add(Revocation.OfClient(Name, "billing-client", null));
        Assert.True(List.IsRevoked(token));
    }

    [Fact]
    public void IsRevoked_AServiceThatActsForAUser_IsReachedUnderBothIssuers()
    {
        var token = Token() with { Issuer = "jobs", User = new("staff", "alice"), Service = new("billing", "jobs", "alice"), Client = "billing" };
        foreach (var revocation in (Revocation[])
        [
            Revocation.OfSubject("staff", "alice", null),
            Revocation.OfSubject("jobs", "alice", null),
            Revocation.OfSession("staff", "s-1", null),
            Revocation.OfSession("jobs", "s-1", null),
            Revocation.OfIssuer("staff", Start.AddSeconds(1)),
            Revocation.OfIssuer("jobs", Start.AddSeconds(1)),
            Revocation.OfClient("jobs", "billing", null),
            Revocation.OfToken("jobs", "t-1", null),
        ])
        {
            List.Add(revocation);
            Assert.True(List.IsRevoked(token), $"{revocation}");
            List.Remove(revocation.Key);
        }

        // Clients and identifiers are the token's own issuer's.
        List.Add(Revocation.OfClient("staff", "billing", null));
        List.Add(Revocation.OfToken("staff", "t-1", null));
        Assert.False(List.IsRevoked(token));
    }

    [Fact]
    public void IsRevoked_ATokenThatDoesNotSayWhenItWasIssued_IsReached()
    {
        List.Add(Revocation.OfIssuer(Name, Start.AddYears(-1)));

        Assert.True(List.IsRevoked(Token() with { IssuedAt = null }));
        Assert.False(List.IsRevoked(Token()));
    }

    [Fact]
    public void Add_ANarrowerOne_LeavesTheWiderInForce()
    {
        List.Add(Revocation.OfSubject(Name, "alice", null));
        List.Add(Revocation.OfSubject(Name, "alice", Start.AddYears(-1)));

        Assert.True(List.IsRevoked(Token()));
        Assert.Equal(1, List.Count);
    }

    [Fact]
    public void Epoch_MovesWithEachChange_AndNotWithoutOne()
    {
        var first = List.Epoch;
        List.Add(Revocation.OfSubject(Name, "alice", null));
        var added = List.Epoch;
        List.Add(Revocation.OfSubject(Name, "alice", Start));
        Assert.Equal(added, List.Epoch);
        Assert.False(List.Remove(new(Name, RevocationKind.Subject, "bob")));
        Assert.Equal(added, List.Epoch);
        Assert.True(List.Remove(new(Name, RevocationKind.Subject, "alice")));

        Assert.NotEqual(first, added);
        Assert.NotEqual(added, List.Epoch);
    }

    [Fact]
    public void Check_WhileOutdated_TakesNoTokenAndNamesTheRevokedOnes()
    {
        var epoch = List.Epoch;
        List.SetOutdated(true);
        Assert.NotEqual(epoch, List.Epoch);
        Assert.Equal(TokenFailure.RevocationsUnavailable, List.Check(Token()));
        List.Add(Revocation.OfSubject(Name, "alice", null));
        Assert.Equal(TokenFailure.Revoked, List.Check(Token()));
        List.Remove(new(Name, RevocationKind.Subject, "alice"));
        List.SetOutdated(false);

        Assert.Equal(TokenFailure.None, List.Check(Token()));
    }

    [Fact]
    public void Add_BeyondTheLimit_IsRefusedAndTheRestStays()
    {
        using var list = new RevocationList(_trust, _trust.Clock, limit: 2);
        list.Add(Revocation.OfToken(Name, "t-1", null));
        list.Add(Revocation.OfToken(Name, "t-2", null));
        var epoch = list.Epoch;

        Assert.Equal(2, Assert.Throws<RevocationLimitException>(() => list.Add(Revocation.OfToken(Name, "t-3", null))).Limit);
        list.Add(Revocation.OfToken(Name, "t-1", null));

        Assert.Equal(epoch, list.Epoch);
        Assert.Equal(2, list.Count);
        Assert.True(list.IsRevoked(Token()));
        Assert.False(list.IsRevoked(Token() with { TokenId = "t-3" }));
        list.Remove(new(Name, RevocationKind.TokenId, "t-2"));
        list.Add(Revocation.OfToken(Name, "t-3", null));
        Assert.True(list.IsRevoked(Token() with { TokenId = "t-3" }));
    }

    [Fact]
    public void IsRevoked_WithManyOrNone_AllocatesNothing()
    {
        VerifiedToken token = Token();
        Measure(token);
        Assert.Equal(0, Measure(token));
        foreach (var revocation in (Revocation[])
        [
            Revocation.OfToken(Name, "other", null),
            Revocation.OfSubject(Name, "other", null),
            Revocation.OfSession(Name, "other", null),
            Revocation.OfClient(Name, "other", null),
            Revocation.OfIssuer(Name, Start.AddYears(-1)),
        ])
        {
            List.Add(revocation);
        }

        Measure(token);
        Assert.Equal(0, Measure(token));
    }

    private long Measure(VerifiedToken token)
    {
        var revoked = false;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            revoked |= List.IsRevoked(token);
        }

        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.False(revoked);
        return used;
    }

    private static TokenParts Token() => new();
}
