using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Group B: bytes, base64url and JSON. The tokens here are signed as they stand, so only the reader can refuse them.</summary>
public sealed class BytesThreatTests
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
    public void B4_DeepNesting_IsRefused()
    {
        Limit(65536, 65536);
        foreach (var depth in new[] { 16, 17, 64, 65, 10_000 })
        {
            foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
            {
                var nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
                if (nested.Length < 40_000)
                {
                    _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken().With("deep", nested));
                    _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken().WithHeader("deep", nested));
                }
            }
        }

        var million = Encoding.ASCII.GetBytes(new string('[', 1_000_000));
        using var json = StrictJson.Read(million, stackalloc JsonNode[4]);
        Assert.Equal(JsonFault.TooDeep, json.Fault);
        _trust.AssertAccepted(new TestToken().With("deep", new string('[', 15) + new string(']', 15)));
    }

    [Fact]
    public void B5_DuplicateMembers_AreRefusedAtAnyDepth()
    {
        var header = new TestToken().HeaderText();
        foreach (var twin in new[] { "\"alg\":\"ES256\"", "\"kid\":\"key-ES256\"", "\"\\u0061lg\":\"none\"", "\"typ\":\"at+jwt\"", "\"x\":1,\"x\":2", "\"x\":{\"y\":1,\"\\u0079\":1}" })
        {
            _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken { Header = $"{header[..^1]},{twin}}}" });
            _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken { Header = $"{{{twin},{header[1..]}" });
        }

        var payload = new TestToken().PayloadText();
        foreach (var twin in new[] { $"\"iss\":\"{TestTrust.Issuer}\"", "\"exp\":9999999999", "\"sub\":\"root\"", "\"aud\":\"orders\"", "\"\\u0065xp\":9999999999", "\"\\u0065\\u0078\\u0070\":9999999999", "\"cnf\":{},\"cnf\":{}", "\"x\":[[{\"y\":1,\"y\":1}]]" })
        {
            _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = $"{payload[..^1]},{twin}}}" });
            _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = $"{{{twin},{payload[1..]}" });
        }
    }

    [Fact]
    public void B6_AnythingBesideTheObject_IsRefused()
    {
        var (header, payload) = (new TestToken().HeaderText(), new TestToken().PayloadText());
        foreach (var extra in new[] { "{\"sub\":\"root\"}", "x", ",", "null", "}", "//", "/**/", "\0", "\ufeff", "\u00a0", "\u2028", "\v" })
        {
            _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken { Header = header + extra });
            _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken { Header = extra + header });
            _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = payload + extra });
            _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = extra + payload });
        }

        Assert.All(new[] { ",}", "/**/}", "//\n}" }, end => _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = payload[..^1] + end }));
        _trust.AssertAccepted(new TestToken { Header = $" \t\r\n{header}\n", Payload = $"\n{payload} \r\n\t" });
    }

    [Fact]
    public void B7_PayloadThatIsNoObject_IsRefused()
    {
        Assert.All(new[] { " ", "null", "1", "\"x\"", "[]", "true", "[{}]", "{", "" + "\u0020" }, payload => _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken { Payload = payload }));
        _trust.AssertRefused(TokenFailure.Malformed, new TestToken { Payload = "" });
        Assert.All(new[] { "null", "1", "\"x\"", "[]", "[{}]" }, header => _trust.AssertRefused(TokenFailure.HeaderInvalid, new TestToken { Header = header }));
        _trust.AssertRefused(TokenFailure.Malformed, new TestToken { Header = "" });
        _trust.AssertRefused(TokenFailure.IssuerMissing, new TestToken { Payload = "{}" });
    }

    [Fact]
    public void B8_BytesThatAreNotUtf8_AreRefusedNotReplaced()
    {
        byte[][] bad = [[0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0x00], [.. @"\ud800"u8], [.. @"\udc00x"u8], [.. @"\u0000"u8]];
        var token = new TestToken();
        foreach (var bytes in bad)
        {
            foreach (var claim in new[] { "sub", "jti", "iss", "unknown" })
            {
                var payload = Splice(token.With(claim, "\"@\"").PayloadText(), bytes);
                _trust.AssertRefused(TokenFailure.PayloadInvalid, TestToken.Sign(TestToken.Encode(token.HeaderText()), payload, token.Key), Convert.ToHexString(bytes));
            }

            var header = Splice(token.WithHeader("kid", "\"@\"").HeaderText(), bytes);
            _trust.AssertRefused(TokenFailure.HeaderInvalid, TestToken.Sign(header, TestToken.Encode(token.PayloadText()), token.Key), Convert.ToHexString(bytes));
        }

        var verdict = _trust.Validate(token.With("sub", "\"\\ud83d\\ude00\u00e9\""));
        Assert.Equal("😀é", verdict.Token!.Caller.User!.Subject);
    }

    [Fact]
    public void B9_NumbersBeyondBounds_AreRefused()
    {
        foreach (var claim in new[] { "exp", "nbf", "iat" })
        {
            foreach (var number in new[] { "1e12", "253402300800", "9223372036854775807", "9223372036854775808", "18446744073709551616", "-1", "-0", "-0.0", "-9223372036854775808", "1e308", "25340230080e1", new string('9', 128) })
            {
                _trust.AssertRefused(TokenFailure.TimesInvalid, new TestToken().With(claim, number));
            }

            Assert.All(new[] { "1e400", "1e-400", "1e309", new string('9', 129), "1" + new string('0', 5000), "0x10", "01", "1.", "NaN" }, number =>
                _trust.AssertRefused(TokenFailure.PayloadInvalid, new TestToken().With(claim, number)));
        }

        var million = Encoding.ASCII.GetBytes(new string('9', 1_000_000));
        using var json = StrictJson.Read(million, stackalloc JsonNode[4]);
        Assert.Equal(JsonFault.NumberTooLong, json.Fault);
    }

    [Fact]
    public void B10_NamesThatLookAlike_AreOtherNames()
    {
        _trust.AssertRefused(TokenFailure.ExpiryMissing, new TestToken().Without("exp").With("Exp", "9999999999").With("EXP", "9999999999").With("ｅxp", "9999999999").With("exp ", "9999999999"));
        _trust.AssertRefused(TokenFailure.IssuerMissing, new TestToken().Without("iss").With("ISS", TestToken.Json(TestTrust.Issuer)));
        _trust.AssertRefused(TokenFailure.AlgorithmRefused, new TestToken { Header = """{"ALG":"ES256","Alg":"ES256","kid":"key-ES256","typ":"at+jwt"}""" });
        _trust.AssertRefused(TokenFailure.ClaimMissing, new TestToken().Without("sub").With("Sub", "\"root\"").With("ѕub", "\"root\""));
        _trust.AssertAccepted(new TestToken().With("ALG", "1").With("Exp", "{}").With("__proto__", "{\"exp\":1}").With("constructor", "1"));

        var both = _trust.Validate(new TestToken().With("\u00e9", "1").With("e\u0301", "2")).Token!;
        Assert.Contains(new("\u00e9", "1", TokenClaimKind.WholeNumber), both.Claims);
        Assert.Contains(new("e\u0301", "2", TokenClaimKind.WholeNumber), both.Claims);
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

    [Fact]
    public void B13_ManyMembers_CostLinearTime()
    {
        // Names of one long prefix; compared pairwise, or by a hash that they share, this would take minutes.
        var members = Enumerable.Range(0, 16_000).Select(static i => $"\"{new string('a', 24)}{i:D5}\":0");
        var text = Encoding.ASCII.GetBytes("{" + string.Join(',', members) + "}");
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Span<JsonNode> scratch = stackalloc JsonNode[4];
        for (var i = 0; i < 20; i++)
        {
            using var json = StrictJson.Read(text, scratch);
            Assert.Equal(JsonFault.None, json.Fault);
        }

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
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

    private static string Splice(string text, byte[] bytes)
    {
        var at = Encoding.UTF8.GetBytes(text).AsSpan().IndexOf((byte)'@');
        var utf8 = Encoding.UTF8.GetBytes(text);
        return TestToken.Encode([.. utf8[..at], .. bytes, .. utf8[(at + 1)..]]);
    }
}
