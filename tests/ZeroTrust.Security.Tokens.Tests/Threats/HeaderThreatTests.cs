using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group A: forms of JOSE that are not a plain signed token.</summary>
public sealed class HeaderThreatTests
{
    private readonly CountingKey _key = new(TestKey.For(SignatureAlgorithm.ES256).Public);
    private readonly TestTrust _trust;

    public HeaderThreatTests() => _trust = new(keys: new TestIssuerKeys(_key));

    [Fact]
    public void A18_AnyCrit_IsRefused()
    {
        string[] values = ["[]", "[\"exp\"]", "[\"alg\"]", "[\"x\",\"x\"]", "[\"b64\"]", "\"exp\"", "null", "{}", "[1]", "[\"\"]"];
        Assert.All(values, value => _trust.AssertRefused(TokenFailure.CriticalHeader, new TestToken().WithHeader("crit", value).WithHeader("exp", "1")));
        _trust.AssertRefused(TokenFailure.CriticalHeader, new TestToken { Header = """{"alg":"ES256","kid":"key-ES256","typ":"at+jwt","\u0063rit":["x"],"x":1}""" });
        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A19_UnencodedPayload_IsRefused()
    {
        Assert.All(new[] { "false", "true", "null", "\"false\"" }, value =>
        {
            _trust.AssertRefused(TokenFailure.CriticalHeader, new TestToken().WithHeader("b64", value));
            _trust.AssertRefused(TokenFailure.CriticalHeader, new TestToken().WithHeader("b64", value).WithHeader("crit", "[\"b64\"]"));
        });

        // RFC 7797 §4.2: the payload stands in clear.
        var header = TestToken.Encode("""{"alg":"ES256","b64":false,"crit":["b64"]}""");
        _trust.AssertRefused(TokenFailure.Malformed, $"{header}.$.02.AAAA");
    }

    [Fact]
    public void A20_JsonAndDetachedForms_AreRefused()
    {
        var parts = new TestToken().ToString().Split('.');
        string[] forms =
        [
            $$"""{"payload":"{{parts[1]}}","protected":"{{parts[0]}}","signature":"{{parts[2]}}"}""",
            $$"""{"payload":"{{parts[1]}}","signatures":[{"protected":"{{parts[0]}}","signature":"{{parts[2]}}"},{"protected":"{{parts[0]}}","signature":"AAAA"}]}""",
            $$"""{"{{parts[0]}}.{{parts[1]}}.{{parts[2]}}":"","payload":"e30"}""",
            $$"""{"protected":"{{parts[0]}}.","payload":".{{parts[1]}}","signature":"{{parts[2]}}"}""",
            $"{parts[0]}..{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]},{parts[0]}.{parts[1]}.{parts[2]}",
        ];
        Assert.All(forms, form => Assert.Contains(_trust.Validate(form).Failure, new[] { TokenFailure.Malformed, TokenFailure.Encrypted }));
        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A21_EncryptedTokens_AreRefusedWithoutAKeyOperation()
    {
        var header = TestToken.Encode("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"key-ES256"}""");
        var claims = TestToken.Encode(new TestToken().PayloadText());
        Assert.All(
            new[] { $"{header}.{claims}.AAAA.{claims}.AAAA", $"{header}..AAAA.{claims}.AAAA", "....", $"{header}.{claims}.AAAA.{new TestToken()}".Replace("..", ".", StringComparison.Ordinal)[..50] + ".a.b.c" },
            token => Assert.Contains(_trust.Validate(token).Failure, new[] { TokenFailure.Encrypted, TokenFailure.Malformed }));
        _trust.AssertRefused(TokenFailure.Encrypted, $"{header}..AAAA.{claims}.AAAA");
        _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("enc", "\"A256GCM\""));
        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A22_CompressionAndKeyDerivation_AreRefusedUnread()
    {
        Assert.All(
            new[] { ("zip", "\"DEF\""), ("p2c", "2147483647"), ("p2s", "\"AAAA\""), ("epk", "{}"), ("iv", "\"AAAA\""), ("tag", "\"AAAA\""), ("zip", "null") },
            member => _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader(member.Item1, member.Item2)));
        _trust.AssertRefused(TokenFailure.Encrypted, $"{TestToken.Encode("""{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":2147483647,"zip":"DEF"}""")}.AAAA.AAAA.AAAA.AAAA");
        Assert.Equal(0, _key.Uses);
    }

    [Fact]
    public void A23_NestedTokens_AreRefused()
    {
        var inner = new TestToken().ToString();
        _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = inner });
        _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = $"\"{inner}\"" });
        Assert.All(
            new[] { "JWT", "jwt", "application/jwt", "application/JWT", "at+jwt", "j\\u0077t", "\\u0061\\u0070\\u0070\\u006c\\u0069\\u0063\\u0061\\u0074\\u0069\\u006f\\u006e\\u002f\\u006a\\u0077\\u0074" },
            type => _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("cty", $"\"{type}\"")));
        _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("cty", "1"));
        _trust.AssertAccepted(new TestToken().WithHeader("cty", "\"json\""));
    }

    [Fact]
    public void A24_TheFirstFailedCheck_IsTheVerdictAndNothingIsProven()
    {
        var expired = new TestToken().With("exp", "1").ToString();
        var flipped = expired[..^2] + (expired[^2] == 'A' ? 'B' : 'A') + expired[^1];
        var verdict = _trust.Validate(flipped);

        Assert.Equal(TokenFailure.Expired, verdict.Failure);
        Assert.False(verdict.Accepted);
        Assert.Null(verdict.Token);
        Assert.Equal("corporate", verdict.Unverified!.IssuerName);
        Assert.Equal(0, _key.Uses);

        var good = new TestToken().ToString();
        var forged = _trust.Validate(good[..^2] + (good[^2] == 'A' ? 'B' : 'A') + good[^1]);
        Assert.Equal(TokenFailure.SignatureInvalid, forged.Failure);
        Assert.Null(forged.Token);
        Assert.Null(default(TokenVerdict).Token);
        Assert.False(default(TokenVerdict).Accepted);
    }
}
