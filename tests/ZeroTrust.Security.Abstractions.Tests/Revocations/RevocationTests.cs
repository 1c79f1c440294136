namespace ZeroTrust.Security.Abstractions.Tests.Revocations;

public sealed class RevocationTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_AnIncompleteKey_IsMisuse()
    {
        Assert.Throws<ArgumentException>(static () => Revocation.OfSubject(null!, "alice", null));
        Assert.Throws<ArgumentException>(static () => Revocation.OfSubject("corporate", "", null));
        Assert.Throws<ArgumentException>(static () => Revocation.OfToken("", "t-1", null));
        Assert.Throws<ArgumentException>(static () => Revocation.OfSession("corporate", null!, null));
        Assert.Throws<ArgumentException>(static () => Revocation.OfClient("corporate", "", Noon));
        Assert.Throws<ArgumentException>(static () => Revocation.Of(new("corporate", (RevocationKind)9, "x"), null, null));
        Assert.Throws<ArgumentException>(static () => Revocation.Of(default, null, null));
    }

    [Fact]
    public void OfIssuer_WithoutAnInstantOrWithAValue_IsMisuse()
    {
        Assert.Throws<ArgumentException>(static () => Revocation.Of(new("corporate", RevocationKind.Issuer, ""), null, null));
        Assert.Throws<ArgumentException>(static () => Revocation.Of(new("corporate", RevocationKind.Issuer, "alice"), Noon, null));
        Assert.Equal(new("corporate", RevocationKind.Issuer, ""), Revocation.OfIssuer("corporate", Noon).Key);
    }

    [Fact]
    public void Reaches_AnInstant_IsTheFirstNotReached()
    {
        var revocation = Revocation.OfSubject("corporate", "alice", Noon);

        Assert.True(revocation.Reaches(Noon.AddTicks(-1)));
        Assert.False(revocation.Reaches(Noon));
        Assert.True(revocation.Reaches(issuedAt: null));
        Assert.True(Revocation.OfSubject("corporate", "alice", null).Reaches(Noon.AddYears(1)));
    }

    [Fact]
    public void Widen_TwoOfOneKey_NeverNarrows()
    {
        var noon = Revocation.OfSubject("corporate", "alice", Noon);
        var later = Revocation.OfSubject("corporate", "alice", Noon.AddHours(1));
        var ever = Revocation.OfSubject("corporate", "alice", null);

        Assert.Same(later, later.Widen(noon));
        Assert.Equal(later, noon.Widen(later));
        Assert.Same(ever, ever.Widen(later));
        Assert.Equal(ever, later.Widen(ever));

        var short1 = Revocation.OfToken("corporate", "t-1", Noon);
        var kept = Revocation.OfToken("corporate", "t-1", null);
        Assert.Null(short1.Widen(kept).ExpiresAt);
        Assert.Equal(Noon.AddHours(1), short1.Widen(Revocation.OfToken("corporate", "t-1", Noon.AddHours(1))).ExpiresAt);
        Assert.Throws<ArgumentException>(() => noon.Widen(kept));
    }

    [Fact]
    public void Instants_AreKeptAsUtc()
    {
        var revocation = Revocation.OfIssuer("corporate", Noon.ToOffset(TimeSpan.FromHours(5)));

        Assert.Equal(TimeSpan.Zero, revocation.IssuedBefore!.Value.Offset);
        Assert.Equal(Revocation.OfIssuer("corporate", Noon), revocation);
    }
}
