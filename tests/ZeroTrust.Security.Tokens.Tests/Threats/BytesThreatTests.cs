using System.Text.Json;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group B: bytes, base64url and JSON. The tokens here are signed as they stand, so only the reader can refuse them.</summary>
public sealed partial class BytesThreatTests
{
    private readonly TestTrust _trust = new();

    [Fact]
    public void B1_TextsThatAreNotCanonical_AreRefused()
    {
        var token = new TestToken();
        var (header, payload) = (TestToken.Encode(token.HeaderText()), TestToken.Encode(token.PayloadText()));
        foreach (var insert in new[] { "=", "==", " ", "\n", "\r\n", "\t", "%", "%3D", "+", "/", "\0", "é", "\u00a0", "\u200b", "-", "_" })
        {
            for (var i = 0; i < 8; i++)
            {
                var (inHeader, inPayload) = (header.Insert(header.Length * i / 7, insert), payload.Insert(payload.Length * i / 7, insert));
                Assert.False(_trust.Validate(TestToken.Sign(inHeader, payload, token.Key)).Accepted, inHeader);
                Assert.False(_trust.Validate(TestToken.Sign(header, inPayload, token.Key)).Accepted, inPayload);

                var signed = TestToken.Sign(header, payload, token.Key);
                var cut = signed.LastIndexOf('.') + 1;
                Assert.False(_trust.Validate(signed.Insert(cut + ((signed.Length - cut) * i / 7), insert)).Accepted, insert);
            }
        }
    }

    [Fact]
    public void B1_UnusedBits_AreRefused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = new TestToken();
        for (var padding = 0; padding < 3; padding++)
        {
            // Blanks after the object move the end of the part through every remainder.
            var header = TestToken.Encode(token.HeaderText() + new string(' ', padding));
            var payload = TestToken.Encode(token.PayloadText() + new string(' ', padding));
            foreach (var last in Alphabet)
            {
                AssertOneSpelling(header, header[..^1] + last, text => TestToken.Sign(text, payload, token.Key));
                AssertOneSpelling(payload, payload[..^1] + last, text => TestToken.Sign(header, text, token.Key));
            }
        }

        var signed = token.ToString();
        Assert.All(Alphabet.Where(last => last != signed[^1]), last => Assert.False(_trust.Validate(signed[..^1] + last).Accepted));
    }

    [Fact]
    public void B2_AnyOtherNumberOfParts_IsRefusedWithoutSplitting()
    {
        Assert.All(
            new[] { "", ".", "..", "...", "a", "a.b", "a.b.", ".a.b", "a..b", "a.b.c.d", "a.b.c.d.e.f", new string('.', 8192) },
            text => _trust.AssertRefused(TokenFailure.Malformed, text));

        var dots = new string('.', 1 << 20);
        _trust.AssertRefused(TokenFailure.TooLong, dots);
        var before = GC.GetAllocatedBytesForCurrentThread();
        CompactToken.TryCut(dots, new(int.MaxValue, 1024), out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void B3_LongerThanTheLimits_IsRefusedBeforeDecoding()
    {
        var token = new TestToken().With("pad", TestToken.Json(new string('p', 3000))).ToString();
        Limit(token.Length, 1024);
        Assert.True(_trust.Validate(token).Accepted);
        Limit(token.Length - 1, 1024);
        _trust.AssertRefused(TokenFailure.TooLong, token);
        _trust.AssertRefused(TokenFailure.TooLong, new string('!', token.Length));

        var header = new TestToken().WithHeader("pad", "\"" + new string('p', 2000) + "\"");
        Limit(8192, header.HeaderText().Length);
        Assert.True(_trust.Validate(header).Accepted);
        Limit(8192, header.HeaderText().Length - 1);
        _trust.AssertRefused(TokenFailure.TooLong, header);

        Limit(8192, 1024);
        _trust.AssertRefused(TokenFailure.TooLong, new string('a', 100 << 20));
        Limit(65536, 1024);
        Assert.True(_trust.Validate(new TestToken().With("pad", "\"" + new string('p', 40_000) + "\"")).Accepted);
    }

    [Fact]
    public void B11_ClaimsOfAnotherType_AreRefused()
    {
        (string Type, string Json)[] types = [("null", "null"), ("true", "true"), ("number", "1"), ("text", "\"x\""), ("object", "{\"sub\":\"x\"}"), ("texts", "[\"x\"]"), ("numbers", "[1]"), ("nested", "[[\"x\"]]")];
        foreach (var (claims, allowed) in new[]
        {
            ("iss sub jti sid azp client_id appid cid nonce at_hash c_hash typ acr", "text"), ("exp nbf iat auth_time", "number"), ("aud scope scp", "text texts"), ("amr", "texts"), ("act may_act events", "object"),
        })
        {
            foreach (var claim in claims.Split(' '))
            {
                foreach (var (type, json) in types)
                {
                    var verdict = _trust.Validate(new TestToken().With(claim, json));
                    Assert.True((verdict.Failure == TokenFailure.PayloadInvalid) != allowed.Split(' ').Contains(type), $"{claim} as {type}: {verdict.Failure}");
                }
            }
        }

        foreach (var claim in new[] { "permissions", "roles", "tenant" })
        {
            foreach (var (type, json) in types.Where(type => type.Type is not ("text" or "texts") || (claim == "tenant" && type.Type == "texts")))
            {
                Assert.True(_trust.Validate(new TestToken().With(claim, json)).Failure == TokenFailure.ClaimInvalid, $"{claim} as {type}");
            }
        }
    }

    [Fact]
    public void B11_HeaderParametersOfAnotherType_AreRefused()
    {
        (string Type, string Json)[] types = [("null", "null"), ("true", "true"), ("number", "1"), ("text", "\"x\""), ("object", "{}"), ("texts", "[\"x\"]"), ("numbers", "[1]")];
        foreach (var (parameters, allowed) in new[] { ("alg kid typ cty jku x5u x5t x5t#S256", "text"), ("jwk", "object"), ("x5c", "texts") })
        {
            foreach (var parameter in parameters.Split(' '))
            {
                foreach (var (type, json) in types)
                {
                    var failure = _trust.Validate(new TestToken().WithHeader(parameter, json)).Failure;
                    Assert.True((failure == TokenFailure.HeaderInvalid) != (type == allowed), $"{parameter} as {type}: {failure}");
                }
            }
        }
    }

    [Fact]
    public void B12_TheClaims_AreThoseOfAnIndependentParseOfTheSameBytes()
    {
        var token = new TestToken().With("sub", "\"\\u0061li\\u0063e\"").With("n", "-1.50").With("o", """{ "a" : [1] }""").With("list", """["x",2,null,{"y":[]}]""").With("yes", "true").With("empty", "[]");
        var verified = _trust.Validate(token).Token!;

        using var document = JsonDocument.Parse(token.PayloadText());
        var expected = document.RootElement.EnumerateObject()
            .SelectMany(static member => member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().Select(element => (member.Name, element)) : [(member.Name, member.Value)])
            .Select(static claim => (claim.Name, claim.Item2.ValueKind switch { JsonValueKind.String => claim.Item2.GetString()!, JsonValueKind.Null => "", _ => claim.Item2.GetRawText() }));

        Assert.Equal(expected, verified.Claims.Select(static claim => (claim.Name, claim.Value)));
        Assert.Equal("alice", verified.Caller.User!.Subject);
        Assert.Equal("alice", verified.Claims.Single(static claim => claim.Name == "sub").Value);
    }

    private void Limit(int token, int header) => _trust.Current = new()
    {
        Version = 2,
        Issuers = _trust.Current.Issuers,
        Roles = _trust.Current.Roles,
        MaxTokenBytes = token,
        MaxHeaderBytes = header,
    };

    private void AssertOneSpelling(string good, string other, Func<string, string> sign)
    {
        if (good != other && Base64UrlPart.IsCanonical(other))
        {
            // Another text of other bytes: the JSON differs. The reader must not see the same bytes behind two texts.
            Span<byte> a = stackalloc byte[2048], b = stackalloc byte[2048];
            Assert.True(Base64UrlPart.TryDecode(good, a[..Base64UrlPart.DecodedLength(good.Length)]) && Base64UrlPart.TryDecode(other, b[..Base64UrlPart.DecodedLength(other.Length)]));
            Assert.False(a.SequenceEqual(b), other);
        }
        else if (good != other)
        {
            _trust.AssertRefused(TokenFailure.Malformed, sign(other));
        }
    }
}
