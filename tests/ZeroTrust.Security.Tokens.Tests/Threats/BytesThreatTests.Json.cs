using System.Text;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

public sealed partial class BytesThreatTests
{
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

    private static string Splice(string text, byte[] bytes)
    {
        var at = Encoding.UTF8.GetBytes(text).AsSpan().IndexOf((byte)'@');
        var utf8 = Encoding.UTF8.GetBytes(text);
        return TestToken.Encode([.. utf8[..at], .. bytes, .. utf8[(at + 1)..]]);
    }
}
