namespace ZeroTrust.Security.Abstractions.Tests.Tokens;

public sealed class TokenVerdictTests
{
    [Fact]
    public void Default_IsARefusal()
    {
        var verdict = default(TokenVerdict);

        Assert.False(verdict.Accepted);
        Assert.Null(verdict.Token);
        Assert.NotEqual(TokenFailure.None, verdict.Failure);
    }

    [Fact]
    public void Refuse_WithoutAReason_IsMisuse() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenVerdict.Refuse(TokenFailure.None));

    [Fact]
    public void TokenFailure_NumbersAreStable()
    {
        var numbers = string.Join(' ', Enum.GetValues<TokenFailure>().Select(static failure => $"{(int)failure}={failure}"));

        Assert.Equal(
            "0=None 101=TooLong 102=Malformed 103=Encrypted 104=HeaderInvalid 105=CriticalHeader 106=PayloadInvalid "
            + "201=IssuerMissing 202=IssuerUnknown 301=TypeRefused 302=NotAnAccessToken 401=AlgorithmRefused "
            + "501=AudienceMissing 502=AudienceMismatch 601=ExpiryMissing 602=TimesInvalid 603=Expired 604=NotYetValid "
            + "605=IssuedInFuture 606=TooOld 607=LifetimeTooLong 701=KeyUnknown 702=KeyMismatch 703=KeysUnavailable "
            + "801=SignatureInvalid 901=ClaimMissing 902=ClaimInvalid 903=BindingUnproven 904=OutsideTrust 905=Revoked "
            + "906=RevocationsUnavailable",
            numbers);
    }
}
