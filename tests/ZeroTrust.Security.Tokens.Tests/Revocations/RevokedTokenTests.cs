using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

/// <summary>What the validator makes of the list.</summary>
public sealed class RevokedTokenTests
{
    private readonly TestTrust _trust = new();

    [Fact]
    public void Validate_ARevokedToken_IsRefusedUntilItIsLifted()
    {
        var token = new TestToken().With("sid", "\"s-1\"");
        foreach (var revocation in (Revocation[])
        [
            Revocation.OfToken("corporate", "t-1", TestTrust.Start.AddMinutes(5)),
            Revocation.OfSubject("corporate", "alice", TestTrust.Start.AddSeconds(1)),
            Revocation.OfSession("corporate", "s-1", null),
            Revocation.OfClient("corporate", "shop", null),
            Revocation.OfIssuer("corporate", TestTrust.Start.AddSeconds(1)),
        ])
        {
            _trust.AssertAccepted(token);
            _trust.Revocations.Add(revocation);
            _trust.AssertRefused(TokenFailure.Revoked, token);
            _trust.Revocations.Remove(revocation.Key);
        }

        _trust.AssertAccepted(token);
    }

    [Fact]
    public void Validate_ARevokedTokenThatIsBad_IsRefusedForWhatIsBad()
    {
        _trust.Revocations.Add(Revocation.OfSubject("corporate", "alice", null));
        var token = new TestToken().ToString();

        _trust.AssertRefused(TokenFailure.SignatureInvalid, token[..^6] + "AAAAAA");
        _trust.AssertRefused(TokenFailure.ClaimInvalid, new TestToken().With("permissions", "7"));
    }

    // A date with a fraction counts as the second it lies in: what was issued before must not look issued after.
    [Fact]
    public void Validate_AFractionInIat_IsRoundedDown()
    {
        var seconds = TestTrust.Start.ToUnixTimeSeconds();
        var token = new TestToken().With("iat", $"{seconds}.9");
        _trust.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TestTrust.Start, _trust.Validate(token).Token!.IssuedAt);

        _trust.Revocations.Add(Revocation.OfSubject("corporate", "alice", TestTrust.Start.AddMilliseconds(950)));

        _trust.AssertRefused(TokenFailure.Revoked, token);
        _trust.AssertAccepted(new TestToken().With("iat", $"{seconds + 1}"));
    }

    [Fact]
    public void Validate_WhatWasRevokedIsNotKnown_TakesNothing()
    {
        _trust.Revocations.SetOutdated(true);
        _trust.AssertRefused(TokenFailure.RevocationsUnavailable, new TestToken());
        _trust.AssertRefused(TokenFailure.AudienceMismatch, new TestToken().With("aud", "\"others\""));

        _trust.Revocations.SetOutdated(false);
        _trust.AssertAccepted(new TestToken());
    }
}
