using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Mapping;

public sealed class VerifiedClaimsTests
{
    [Fact]
    public void Claims_OfATokenWithinAString_AreThoseOfThatToken()
    {
        var token = new TestToken().ToString();
        var fields = $"Authorization: Bearer {token}, a.b.c";
        var verdict = Validate(fields.AsMemory("Authorization: Bearer ".Length, token.Length));

        Assert.Equal(new TestTrust().Validate(token).Token!.Claims, verdict.Token!.Claims);
    }

    [Fact]
    public void Own_BeforeOrAfterTheClaimsAreRead_ChangesNone()
    {
        var token = new TestToken().ToString();
        var expected = Validate(token.ToCharArray()).Token!.Claims;
        var before = (VerifiedClaims)Validate(token.AsMemory()).Token!.Claims;
        var after = (VerifiedClaims)Validate(token.AsMemory()).Token!.Claims;
        Assert.Equal(expected, after);

        Assert.Equal(new TestToken().PayloadText().Length, before.Own().Length);
        Assert.Equal(before.Own(), after.Own());
        Assert.Equal(expected, before);
        Assert.Equal(expected, after);
    }

    [Fact]
    public void Own_LetsGoOfTheTokensText()
    {
        var trust = new TestTrust();
        var (token, text) = ValidateAndOwn(trust);
        GC.Collect();

        Assert.False(text.IsAlive);
        Assert.Contains(token.Claims, static claim => claim is { Name: "sub", Value: "alice" });
    }

    // Not inlined: the text must not live on in the test's own frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (VerifiedToken Token, WeakReference Text) ValidateAndOwn(TestTrust trust)
    {
        var text = new TestToken().ToString();
        var token = trust.Validate(text).Token!;
        ((VerifiedClaims)token.Claims).Own();
        return (token, new(text));
    }

    private static TokenVerdict Validate(ReadOnlyMemory<char> token) => new TestTrust().Validate(token);
}
