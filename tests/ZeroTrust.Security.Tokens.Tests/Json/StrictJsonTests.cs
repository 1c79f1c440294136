using System.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Tests.Json;

public sealed class StrictJsonTests
{
    [Fact]
    public void Read_TextsTheGrammarAllows_AreTaken()
    {
        string[] texts =
        [
            "{}", "[]", " \t\r\n{ } \n", "null", "true", "false", "0", "-0", "-0.0", "1.5", "1e5", "1E+5", "123e-10", "\"\"",
            "\"\\u0041\\n\\\"\\/\"", "\"\\ud83d\\ude00\"", "\"\u007f\u2028\"", "[1,[2,[3]],{}]", """{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}""",
            "{\"a\":1,\"A\":2,\"\u00e0\":3,\"a\u0300\":4}", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "1e308", "[" + new string('1', 128) + "]",
        ];

        Assert.All(texts, static text => Assert.Equal(JsonFault.None, FaultOf(text)));
    }

    [Fact]
    public void Read_TextsBeyondTheGrammarOrTheBounds_AreRefused()
    {
        AssertAll(JsonFault.Syntax,
            "", " ", "{", "[", "]", "}", "{]", "[}", "[1,]", "{\"a\":1,}", "[,1]", "{,}", "[1 2]", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{'a':1}", "{1:1}",
            "{}{}", "{}x", "[] []", "{},", "//c\n{}", "/**/{}", "{}//", "\ufeff{}", "tru", "truee", "True", "NaN", "Infinity", "-Infinity", "nul", "01", "-01", "+1", "-", ".5", "1.", "1.e1",
            "1e", "1e+", "0x1", "1_0", "\"", "\"\\", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\u+123\"", "\"\\U0041\"", "\"\n\"", "\"\t\"", "\"\u001f\"", "\u00a0{}", "\v{}", "\f1");
        AssertAll(JsonFault.Encoding,
            "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\ud800x\"", "\"\\ude00\\ud83d\"", "\"\\u0000\"", "{\"a\\u0000\":1}", "\"\0\"", "{\"\\uD800\":1}");
        AssertAll(JsonFault.DuplicateMember,
            """{"a":1,"a":1}""", """{"a":1,"\u0061":1}""", """{"\u0061":1,"a":1}""", """[{"x":{"k":1,"k":2}}]""", """{"":1,"":2}""",
            """{"\ud83d\ude00":1,"😀":2}""", """{"a\/b":1,"a/b":2}""", """{"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1,"\u0031":1}""");
        AssertAll(JsonFault.TooDeep,
            "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", """{"a":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}""");
        AssertAll(JsonFault.NumberTooLong,
            "1e309", "1e-309", "[1e99999999999999999999]", "-1E+0309");
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreRefused()
    {
        byte[][] texts =
        [
            [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xFF, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x7B, 0x7D, 0x80],
        ];

        Assert.All(texts, static text => Assert.Equal(JsonFault.Encoding, FaultOf(text)));
    }

    [Fact]
    public void Read_ByteOrderMarks_AreRefused()
    {
        Assert.Equal(JsonFault.Syntax, FaultOf([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]));
        Assert.NotEqual(JsonFault.None, FaultOf([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]));
    }

    [Fact]
    public void Read_ANumberOfAMillionDigits_IsRefused() => Assert.Equal(JsonFault.NumberTooLong, FaultOf(new string('9', 1_000_000)));

    [Fact]
    public void Read_MoreValuesThanTheTapeHolds_IsRefused()
    {
        Assert.Equal(JsonFault.None, FaultOf("[" + string.Join(',', Enumerable.Repeat("0", StrictJson.MaxNodes - 1)) + "]"));
        Assert.Equal(JsonFault.TooManyValues, FaultOf("[" + string.Join(',', Enumerable.Repeat("0", StrictJson.MaxNodes)) + "]"));
    }

    [Fact]
    public void Read_ADuplicateAmongManyNames_IsFoundWhereverItStands()
    {
        for (var count = 2; count < 300; count += 7)
        {
            var names = Enumerable.Range(0, count).Select(static i => $"\"n{i}\":{i}").ToList();
            Assert.Equal(JsonFault.None, FaultOf("{" + string.Join(',', names) + "}"));

            names.Insert(count / 2, $"\"\\u006e{count - 1}\":0");
            Assert.Equal(JsonFault.DuplicateMember, FaultOf("{" + string.Join(',', names) + "}"));
        }
    }

    [Fact]
    public void Root_OfANestedText_YieldsEveryValue()
    {
        using var json = StrictJson.Read("""{ "a" : "x\n", "n": -1.5e2, "o": { "in": [true, false, null, []] }, "last": "\ud83d\ude00é" }"""u8, stackalloc JsonNode[4]);

        Assert.True(json.IsObject);
        var root = json.Root;
        Assert.Equal("x\n", root.Find("a"u8).GetString());
        Assert.Equal("-1.5e2", Encoding.UTF8.GetString(root.Find("n"u8).Raw));
        Assert.Equal("😀é", root.Find("last"u8).GetString());
        Assert.True(root.Find("last"u8).TextEquals("😀é"u8));
        Assert.False(root.Find("A"u8).Exists);
        Assert.False(root.Find("a"u8).Find("in"u8).Exists);
        Assert.Equal("""{ "in": [true, false, null, []] }""", Encoding.UTF8.GetString(root.Find("o"u8).Raw));

        var kinds = new List<JsonKind>();
        foreach (var element in root.Find("o"u8).Find("in"u8).Elements)
        {
            kinds.Add(element.Kind);
        }

        Assert.Equal([JsonKind.True, JsonKind.False, JsonKind.Null, JsonKind.Array], kinds);

        var names = new List<string>();
        foreach (var member in root.Members)
        {
            names.Add(member.Name.GetString());
        }

        Assert.Equal(["a", "n", "o", "last"], names);
    }

    [Fact]
    public void TryCopyTo_TextWithEscapes_WritesItsCharacters()
    {
        using var json = StrictJson.Read("\"\\u00e9\\t\\\\\""u8, stackalloc JsonNode[1]);
        Span<byte> buffer = stackalloc byte[16];

        Assert.True(json.Root.TryCopyTo(buffer, out var written));
        Assert.Equal("é\t\\", Encoding.UTF8.GetString(buffer[..written]));
        Assert.False(json.Root.TryCopyTo(buffer[..3], out _));
    }

    [Fact]
    public void Read_AnOrdinaryText_AllocatesNothing()
    {
        var text = """{"iss":"https://id.example","aud":["orders"],"sub":"\u0061lice","exp":1,"nested":{"roles":["a","b"]},"a":1,"b":2,"c":3,"d":4}"""u8;
        ReadAndFind(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAndFind(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertAll(JsonFault expected, params string[] texts) =>
        Assert.All(texts, text => Assert.Equal(expected, FaultOf(text)));

    internal static JsonFault FaultOf(string text) => FaultOf(Encoding.UTF8.GetBytes(text));

    internal static JsonFault FaultOf(byte[] utf8)
    {
        using var json = StrictJson.Read(utf8, stackalloc JsonNode[8]);
        return json.Fault;
    }

    private static void ReadAndFind(ReadOnlySpan<byte> text)
    {
        using var json = StrictJson.Read(text, stackalloc JsonNode[64]);
        Assert.True(json.Root.Find("sub"u8).TextEquals("alice"u8));
    }
}
