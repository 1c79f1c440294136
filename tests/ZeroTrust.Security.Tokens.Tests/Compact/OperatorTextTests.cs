using System.Text;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Compact;

public sealed class OperatorTextTests
{
    [Fact]
    public void Clean_AnyText_IsPrintableAsciiOfAtMost64Characters()
    {
        Span<JsonNode> scratch = stackalloc JsonNode[1];
        foreach (var (text, expected) in new[]
        {
            ("https://id.example", "https://id.example"), ("a\r\nb", @"a\u000D\u000Ab"), ("\u001b[2J", @"\u001B[2J"), (@"\u000A", @"\u005Cu000A"), ("é", @"\u00E9"), ("😀", @"\uD83D\uDE00"),
            ("\u202Eabc", @"\u202Eabc"), ("", ""), (new string('a', 100), new string('a', 64)), (new string('a', 60) + "é", new string('a', 60)), (new string('a', 58) + "éx", new string('a', 58) + @"\u00E9"),
            (new string('a', 55) + "😀", new string('a', 55)),
        })
        {
            using var json = StrictJson.Read(Encoding.UTF8.GetBytes(TestToken.Json(text)), scratch);
            Assert.Equal(expected, OperatorText.Clean(json.Root));
        }
    }

    [Fact]
    public void Clean_AMissingValue_IsNull() => Assert.Null(OperatorText.Clean(default));
}
