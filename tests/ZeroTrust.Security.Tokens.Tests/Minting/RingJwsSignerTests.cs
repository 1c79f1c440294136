using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Minting;

public sealed class RingJwsSignerTests
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("""{"iss":"orders"}""");

    [Fact]
    public async Task Sign_APayload_IsSignedByTheActiveKeyUnderItsType()
    {
        using var rig = await RingRig.StartAsync();
        var jws = await new RingJwsSigner(rig.Ring).SignAsync("client-authentication+jwt", Payload);

        Assert.Equal($$"""{"alg":"ES256","kid":"{{rig.Active.KeyId}}","typ":"client-authentication+jwt"}""", Jws.Header(jws).GetRawText());
        Assert.Equal("orders", Jws.Payload(jws).GetProperty("iss").GetString());
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/at+jwt")]
    [InlineData("Application/At+Jwt")]
    [InlineData("jwt")]
    [InlineData("application/JWT")]
    [InlineData("application/")]
    [InlineData("")]
    [InlineData("a\"b")]
    [InlineData("a b")]
    public async Task Sign_UnderTheTypeOfAnAccessTokenOrNone_IsMisuse(string type)
    {
        using var rig = await RingRig.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await new RingJwsSigner(rig.Ring).SignAsync(type, Payload));
    }

    [Fact]
    public async Task Sign_NothingOrTooMuch_IsMisuse()
    {
        using var rig = await RingRig.StartAsync();
        var signer = new RingJwsSigner(rig.Ring);

        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignAsync("x+jwt", ReadOnlyMemory<byte>.Empty));
        await Assert.ThrowsAsync<ArgumentException>(async () => await signer.SignAsync("x+jwt", new byte[(64 * 1024) + 1]));
        Assert.NotEmpty(await signer.SignAsync("x+jwt", RandomNumberGenerator.GetBytes(64 * 1024)));
    }
}
