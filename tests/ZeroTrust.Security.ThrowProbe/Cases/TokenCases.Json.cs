using System.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>Headers and payloads that are not one JSON object of unique members (RFC 7515 §4, RFC 7519 §7.2, RFC 8259).</summary>
internal static partial class TokenCases
{
    // {0} stands for the members of a good object.
    private static readonly string[] BrokenJson =
    [
        "", " ", "null", "1", "\"x\"", "[]", "[{{0}}]", "{}x", "{", "}", "{{0}", "{0}", "{{0}}}", "{{0}}{}", "{{0}}{{0}}", "{{0},}", "{,{0}}", "{{0}}x", "x{{0}}", "\ufeff{{0}}", "{{0}}\0",
        "{{0}}//", "/**/{{0}}", "{{0},'a':1}", "{{0},a:1}", "{{0},\"a\"}", "{{0},\"a\":}", "{{0},\"a\":1,\"a\":1}", "{{0},\"a\":1,\"\\u0061\":2}", "{{0},\"a\":{\"b\":1,\"b\":2}}",
        "{{0},\"a\":[{\"b\":1,\"\\u0062\":2}]}", "{{0},\"a\":01}", "{{0},\"a\":+1}", "{{0},\"a\":1.}", "{{0},\"a\":.1}", "{{0},\"a\":1e}", "{{0},\"a\":NaN}", "{{0},\"a\":Infinity}", "{{0},\"a\":0x1}",
        "{{0},\"a\":\"\\x\"}", "{{0},\"a\":\"\\u12\"}", "{{0},\"a\":\"\\ud800\"}", "{{0},\"a\":\"\\udc00\\ud800\"}", "{{0},\"a\":\"\\u0000\"}", "{{0},\"a\":\"\n\"}", "{{0},\"a\":\"\t\"}", "{{0},\"a\":\"",
        "{{0},\"a\":tru}", "{{0},\"a\":True}", "{{0},\"a\":[1,]}", "{{0},\"a\":[,1]}", "{{0},\"a\":[1}", "{{0},\"a\":{]}", "{{0},\"\\ud800\":1}", "{{0} \"a\":1}", "{{0};\"a\":1}",
        "{{0},\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", "{{0},\"a\":1e99999}",
    ];

    private static readonly byte[][] BrokenUtf8 =
        [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xfe]];

    private static IEnumerable<TokenCase> Headers(TokenForge forge)
    {
        var members = Members(forge.Header());
        foreach (var broken in BrokenJson)
        {
            var text = broken.Replace("{0}", members, StringComparison.Ordinal);
            yield return new($"header: {broken}", text.Length == 0 ? TokenFailure.Malformed : TokenFailure.HeaderInvalid, forge.SignText(text, forge.Payload().ToJsonString()));
        }

        foreach (var bytes in BrokenUtf8)
        {
            yield return new($"header: bytes {Convert.ToHexString(bytes)}", TokenFailure.HeaderInvalid, forge.SignBytes(WithBytes(members, bytes), Encoding.UTF8.GetBytes(forge.Payload().ToJsonString())));
        }

        foreach (var name in new[] { "alg", "typ", "kid", "cty" })
        {
            foreach (var value in new JsonNode?[] { 1, true, false, new JsonArray(), new JsonObject(), null })
            {
                yield return new($"header: {name} is {value?.ToJsonString() ?? "null"}", TokenFailure.HeaderInvalid, forge.Sign(forge.HeaderWith(name, value?.DeepClone())));
            }
        }

        yield return new("header: kid twice", TokenFailure.HeaderInvalid, forge.SignText($"{{{members},\"k\\u0069d\":\"other\"}}", forge.Payload().ToJsonString()));
        yield return new("header: alg twice", TokenFailure.HeaderInvalid, forge.SignText($"{{\"alg\":\"none\",{members}}}", forge.Payload().ToJsonString()));
        yield return new("header: over its limit", TokenFailure.TooLong, forge.Sign(forge.HeaderWith("fill", new string('x', 1024))));
        foreach (var critical in new JsonNode?[] { new JsonArray("exp"), new JsonArray(), new JsonArray("b64"), new JsonArray("alg", "alg") })
        {
            yield return new($"header: crit {critical!.ToJsonString()}", TokenFailure.CriticalHeader, forge.Sign(forge.HeaderWith("crit", critical)));
        }

        yield return new("header: b64 false", TokenFailure.CriticalHeader, forge.Sign(forge.HeaderWith("b64", false)));
        yield return new("header: b64 true", TokenFailure.CriticalHeader, forge.Sign(forge.HeaderWith("b64", true)));
    }

    private static IEnumerable<TokenCase> Payloads(TokenForge forge)
    {
        var members = Members(forge.Payload());
        foreach (var broken in BrokenJson)
        {
            var text = broken.Replace("{0}", members, StringComparison.Ordinal);
            yield return new($"payload: {broken}", text.Length == 0 ? TokenFailure.Malformed : TokenFailure.PayloadInvalid, forge.SignText(forge.Header().ToJsonString(), text));
        }

        foreach (var bytes in BrokenUtf8)
        {
            yield return new($"payload: bytes {Convert.ToHexString(bytes)}", TokenFailure.PayloadInvalid, forge.SignBytes(Encoding.UTF8.GetBytes(forge.Header().ToJsonString()), WithBytes(members, bytes)));
        }

        yield return new("payload: exp twice", TokenFailure.PayloadInvalid, forge.SignText(forge.Header().ToJsonString(), $"{{{members},\"exp\":{forge.Now + 900}}}"));
        yield return new("payload: a nested token", TokenFailure.PayloadInvalid, forge.SignText(forge.Header().ToJsonString(), forge.Sign()));
        foreach (var type in new[] { "JWT", "jwt", "application/jwt", "at+jwt" })
        {
            yield return new($"payload: a nested token, announced as {type}", TokenFailure.HeaderInvalid, forge.SignText(forge.HeaderWith("cty", type).ToJsonString(), forge.Sign()));
        }
    }

    private static string Members(JsonObject good) => good.ToJsonString()[1..^1];

    private static byte[] WithBytes(string members, byte[] bytes) =>
        [.. Encoding.UTF8.GetBytes($"{{{members},\"a\":\""), .. bytes, .. "\"}"u8];
}
