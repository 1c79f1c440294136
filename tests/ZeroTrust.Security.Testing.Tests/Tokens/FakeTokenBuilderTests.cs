using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Testing.Tests.Tokens;

public sealed class FakeTokenBuilderTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private FakeTokenIssuer _issuer = null!;

    public async Task InitializeAsync() =>
        _issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders", Clock = _clock, Algorithms = ["ES256", "PS384"] });

    public Task DisposeAsync() => _issuer.DisposeAsync().AsTask();

    [Fact]
    public void Build_LeftAlone_IsAnAccessTokenOfTheIssuer()
    {
        var token = Parts.Of(_issuer.Token().Build());
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal("at+jwt", (string?)token.Header["typ"]);
        Assert.Equal("ES256", (string?)token.Header["alg"]);
        Assert.Equal(_issuer.CurrentKey.KeyId, (string?)token.Header["kid"]);
        Assert.Equal(_issuer.Issuer, (string?)token.Payload["iss"]);
        Assert.Equal("orders", (string?)token.Payload["aud"]);
        Assert.Equal(now, (long?)token.Payload["iat"]);
        Assert.Equal(now + 300, (long?)token.Payload["exp"]);
        Assert.True(Verifies(token, _issuer.CurrentKey));
    }

    [Fact]
    public void Build_TwoTokens_DifferInTheirIdentifier()
    {
        var first = Parts.Of(_issuer.Token().Build());
        var second = Parts.Of(_issuer.Token().Build());
        Assert.NotEqual((string?)first.Payload["jti"], (string?)second.Payload["jti"]);
    }

    [Fact]
    public void Build_Described_SaysWhatWasAsked()
    {
        var token = Parts.Of(_issuer.Token().ForUser("alice").WithAudience("a", "b").WithPermissions("orders:read").WithRoles("admin")
            .WithScopes("x", "y").WithTenant("t1").WithClient("web").Claim("n", 1).Claim("b", true).Header("x", "y").Build());

        Assert.Equal("alice", (string?)token.Payload["sub"]);
        Assert.Equal("""["a","b"]""", token.Payload["aud"]!.ToJsonString());
        Assert.Equal("""["orders:read"]""", token.Payload["permissions"]!.ToJsonString());
        Assert.Equal("""["admin"]""", token.Payload["roles"]!.ToJsonString());
        Assert.Equal("x y", (string?)token.Payload["scope"]);
        Assert.Equal("t1", (string?)token.Payload["tenant"]);
        Assert.Equal("web", (string?)token.Payload["client_id"]);
        Assert.Equal("1", token.Payload["n"]!.ToJsonString());
        Assert.Equal("true", token.Payload["b"]!.ToJsonString());
        Assert.Equal("y", (string?)token.Header["x"]);
    }

    [Fact]
    public void Build_LeftOut_IsNotThere()
    {
        var token = Parts.Of(_issuer.Token().WithoutClaim("exp").WithoutHeader("kid").WithoutHeader("typ").Build());
        Assert.False(token.Payload.ContainsKey("exp"));
        Assert.Equal("""{"alg":"ES256"}""", token.Header.ToJsonString());
    }

    [Fact]
    public void Expired_AndNotYetValid_AreWrongByAnHour()
    {
        var now = _clock.GetUtcNow();
        Assert.Equal(now.AddHours(-1).ToUnixTimeSeconds(), (long?)Parts.Of(_issuer.Token().Expired().Build()).Payload["exp"]);
        Assert.Equal(now.AddHours(1).ToUnixTimeSeconds(), (long?)Parts.Of(_issuer.Token().NotYetValid().Build()).Payload["nbf"]);
    }

    [Fact]
    public void SignedBy_AnotherKey_VerifiesWithThatOneOnly()
    {
        using var attacker = FakeSigningKey.Create("ES256", _issuer.CurrentKey.KeyId);
        var token = Parts.Of(_issuer.Token().SignedBy(attacker).Build());
        Assert.Equal(_issuer.CurrentKey.KeyId, (string?)token.Header["kid"]);
        Assert.True(Verifies(token, attacker));
        Assert.False(Verifies(token, _issuer.CurrentKey));
    }

    [Fact]
    public void SignedWith_AnotherAlgorithmOfTheIssuer_UsesItsKey()
    {
        var token = Parts.Of(_issuer.Token().SignedWith("PS384").Build());
        Assert.Equal("PS384", (string?)token.Header["alg"]);
        Assert.Equal(_issuer.KeyFor("PS384").KeyId, (string?)token.Header["kid"]);
        Assert.Throws<InvalidOperationException>(() => _issuer.Token().SignedWith("RS256"));
    }

    [Fact]
    public void SignedWithSecret_ThePublicKeyAsSecret_IsAValidHmac()
    {
        var secret = Encoding.ASCII.GetBytes(_issuer.CurrentKey.PublicPem());
        var token = Parts.Of(_issuer.Token().SignedWithSecret(secret).Build());
        Assert.Equal("HS256", (string?)token.Header["alg"]);
        Assert.Equal(HMACSHA256.HashData(secret, token.SigningInput), token.Signature);
    }

    [Fact]
    public void WithoutSignature_EndsInADot()
    {
        var token = _issuer.Token().WithoutSignature().Build();
        Assert.EndsWith(".", token, StringComparison.Ordinal);
        Assert.Equal("none", (string?)Parts.Of(token).Header["alg"]);
    }

    [Fact]
    public void WithEmbeddedKey_CarriesTheKeyThatSigned()
    {
        var token = Parts.Of(_issuer.Token().WithEmbeddedKey().Build());
        Assert.Equal((string?)token.Header["kid"], (string?)token.Header["jwk"]!["kid"]);
        Assert.NotEqual(_issuer.CurrentKey.KeyId, (string?)token.Header["kid"]);
    }

    [Fact]
    public void Raw_DuplicateMember_IsSignedAsWritten()
    {
        var builder = _issuer.Token();
        var payload = builder.PayloadJson()[..^1] + ",\"sub\":\"root\"}";
        var token = builder.RawPayload(payload).RawHeader(builder.HeaderJson() + "x").Build();

        Assert.Equal(payload, Parts.Text(token, 1));
        Assert.EndsWith("}x", Parts.Text(token, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void Tamper_ChangesOnePartAndKeepsTheOthers()
    {
        var token = _issuer.Token().Build();
        var before = token.Split('.');

        Assert.False(Verifies(Parts.Of(Tamper.FlipSignature(token)), _issuer.CurrentKey));
        Assert.Equal(63, Parts.Of(Tamper.CutSignature(token)).Signature.Length);
        Assert.Equal($"{before[0]}.{before[1]}.", Tamper.DropSignature(token));
        Assert.Equal("{}", Parts.Text(Tamper.SwapHeader(token, "{}"), 0));
        Assert.Equal("[]", Parts.Text(Tamper.SwapPayload(token, "[]"), 1));
        Assert.EndsWith(before[2], Tamper.SwapPayload(token, "[]"), StringComparison.Ordinal);
    }

    private static bool Verifies(Parts token, FakeSigningKey key)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key.PublicDer(), out _);
        return ecdsa.VerifyData(token.SigningInput, token.Signature, HashAlgorithmName.SHA256);
    }
}
