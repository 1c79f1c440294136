using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

public sealed partial class ClaimThreatTests
{
    [Fact]
    public void C1_TimesThatAreNoNumbers_AreRefused()
    {
        _trust.AssertRefused(TokenFailure.ExpiryMissing, new TestToken().Without("exp"));
        foreach (var claim in new[] { "exp", "nbf", "iat" })
        {
            Assert.All(
                new[] { "null", "\"9999999999\"", "\"\"", "true", "false", "[9999999999]", "[]", "{}" },
                json => _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken().With(claim, json)));
        }
    }

    [Fact]
    public void C2_TimesBeyondTheCalendar_AreRefusedWithoutOverflow()
    {
        foreach (var number in new[] { "-9223372036854775808", "-1", "9223372036854775807", "9223372036854775808", "253402300800", "1e308", "1.7976931348623157e308" })
        {
            _trust.AssertRefused(TokenFailure.TimesInvalid, new TestToken().With("exp", number));
        }

        _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken().With("exp", "1e400"));
        var last = _trust.Validate(new TestToken().With("exp", "253402300799")).Token!;
        Assert.Equal(9999, last.ExpiresAt.Year);
        _trust.AssertRefused(TokenFailure.TimesInvalid, new TestToken().With("nbf", "253402300799.5").With("exp", "253402300799"));
    }

    [Fact]
    public void C2_NotBeforeAfterExpiry_IsRefused()
    {
        _trust.AssertRefused(TokenFailure.TimesInvalid, new TestToken().With("exp", $"{Now + 10}").With("nbf", $"{Now + 11}"));
        _trust.AssertRefused(TokenFailure.TimesInvalid, new TestToken().With("exp", $"{Now + 10}").With("nbf", $"{Now + 10}.5"));
        _trust.AssertAccepted(new TestToken().With("exp", $"{Now + 10}").With("nbf", $"{Now + 10}"));
    }

    [Fact]
    public void C3_Fractions_AreNotRoundedInTheHoldersFavour()
    {
        var trust = new TestTrust(static profile => profile with { ClockSkew = TimeSpan.Zero });
        trust.AssertRefused(TokenFailure.Expired, new TestToken().With("exp", $"{Now}"));
        trust.AssertRefused(TokenFailure.Expired, new TestToken().With("exp", $"{Now}.999999999"));
        trust.AssertAccepted(new TestToken().With("exp", $"{Now + 1}.2"));
        trust.AssertRefused(TokenFailure.NotYetValid, new TestToken().With("nbf", $"{Now}.000000000000000000000000001"));
        trust.AssertAccepted(new TestToken().With("nbf", $"{Now}.000"));
        trust.AssertRefused(TokenFailure.IssuedInFuture, new TestToken().With("iat", $"{Now}.1"));
        trust.AssertAccepted(new TestToken().With("exp", $"{(Now + 60) * 10}e-1").With("nbf", $"{Now}0E-1"));
        Assert.Equal(TestTrust.Start.AddSeconds(1), trust.Validate(new TestToken().With("exp", $"{Now + 1}.9")).Token!.ExpiresAt);
    }

    [Fact]
    public void C4_FutureOldAndLongTokens_AreRefused()
    {
        _trust.AssertAccepted(new TestToken().With("nbf", $"{Now + 30}"));
        _trust.AssertRefused(TokenFailure.NotYetValid, new TestToken().With("nbf", $"{Now + 31}"));
        _trust.AssertAccepted(new TestToken().With("iat", $"{Now + 30}"));
        _trust.AssertRefused(TokenFailure.IssuedInFuture, new TestToken().With("iat", $"{Now + 31}"));

        var bounded = new TestTrust(static profile => profile with { MaxAge = TimeSpan.FromHours(1), MaxLifetime = TimeSpan.FromHours(2) });
        bounded.AssertAccepted(new TestToken().With("iat", $"{Now - 3630}"));
        bounded.AssertRefused(TokenFailure.TooOld, new TestToken().With("iat", $"{Now - 3631}"));
        bounded.AssertRefused(TokenFailure.TooOld, new TestToken().With("iat", $"{Now - 3631}.9"));
        bounded.AssertRefused(TokenFailure.TooOld, new TestToken().Without("iat"));
        bounded.AssertAccepted(new TestToken().With("exp", $"{Now + 7200}"));
        bounded.AssertRefused(TokenFailure.LifetimeTooLong, new TestToken().With("exp", $"{Now + 7201}"));
        bounded.AssertRefused(TokenFailure.LifetimeTooLong, new TestToken().With("exp", $"{Now + 315_360_000}"));

        var lifetime = new TestTrust(static profile => profile with { MaxLifetime = TimeSpan.FromHours(2) });
        lifetime.AssertRefused(TokenFailure.TooOld, new TestToken().Without("iat"));
        _trust.AssertAccepted(new TestToken().Without("iat").With("exp", $"{Now + 315_360_000}"));
    }

    [Fact]
    public void C5_TheSkew_IsAppliedOnce()
    {
        var token = new TestToken().With("exp", $"{Now + 100}");
        _trust.Clock.JumpTo(TestTrust.Start.AddSeconds(130).AddMilliseconds(-1));
        _trust.AssertAccepted(token);
        Assert.Equal(TestTrust.Start.AddSeconds(100), _trust.Validate(token).Token!.ExpiresAt);
        _trust.Clock.JumpTo(TestTrust.Start.AddSeconds(130));
        _trust.AssertRefused(TokenFailure.Expired, token);
    }

    [Fact]
    public void C5_TheSkewOfARememberedToken_IsAppliedOnce()
    {
        var token = new TestToken().With("exp", $"{Now + 100}").ToString();
        Assert.True(_trust.Validate(token).Accepted);
        _trust.Clock.JumpTo(TestTrust.Start.AddSeconds(130).AddTicks(-1));
        var remembered = Assert.Single(_trust.Validator.Cache.Tokens);
        Assert.Equal(TestTrust.Start.AddSeconds(130).UtcTicks, remembered.DeadlineTicks);
        Assert.True(_trust.Validate(token).Accepted);
        Assert.Same(remembered, Assert.Single(_trust.Validator.Cache.Tokens));

        _trust.Clock.JumpTo(TestTrust.Start.AddSeconds(130));
        _trust.AssertRefused(TokenFailure.Expired, token);
    }

    [Fact]
    public void C6_ClockSetBack_ARememberedTokenIsRefusedWhereANewOneIs()
    {
        foreach (var claim in (string[])["nbf", "iat"])
        {
            var trust = new TestTrust();
            trust.Clock.JumpTo(TestTrust.Start.AddSeconds(60));
            var token = new TestToken().With(claim, $"{Now + 60}").ToString();
            Assert.True(trust.Validate(token).Accepted);
            Assert.True(trust.Validate(token).Accepted);

            trust.Clock.JumpTo(TestTrust.Start.AddSeconds(30));
            Assert.True(trust.Validate(token).Accepted);
            trust.Clock.JumpTo(TestTrust.Start.AddSeconds(30).AddTicks(-1));
            Assert.False(trust.Validate(token).Accepted);
        }
    }

    [Fact]
    public void C6_WhenTheClockJumps_TheWallClockDecidesAndTheJumpIsLogged()
    {
        var log = new ListLogger();
        var trust = new TestTrust(log: log);
        var token = new TestToken();
        trust.AssertAccepted(token);
        foreach (var (jump, expected) in new[]
        {
            (TimeSpan.FromHours(-1), TokenFailure.IssuedInFuture), (TimeSpan.FromHours(1), TokenFailure.Expired), (TimeSpan.FromDays(-3650), TokenFailure.IssuedInFuture), (TimeSpan.Zero, TokenFailure.None),
        })
        {
            log.Entries.Clear();
            trust.Clock.JumpTo(TestTrust.Start + jump);
            Assert.Equal(expected, trust.Validate(token).Failure);
            Assert.Single(log.Entries, static entry => entry.Id.Id == 2102);
        }

        log.Entries.Clear();
        trust.Clock.Advance(TimeSpan.FromSeconds(60));
        trust.Clock.JumpTo(trust.Clock.GetUtcNow().AddSeconds(4));
        trust.AssertAccepted(token);
        Assert.DoesNotContain(log.Entries, static entry => entry.Id.Id == 2102);
    }
}
