using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>Damage to the JSON texts themselves (RFC 8259), signed by the right key.</summary>
internal static class JsonMutations
{
    private static readonly string[] Trailing =
        ["{}", "{\"sub\":\"root\"}", "x", "]", "}", ",", "null", " ", "\n", "\0", " {}", "//c", "/**/", "[]", "\u2028", "\"", "1"];
    private static readonly string[] Numbers =
    [
        "1e400", "-1e400", "1e-400", "-0", "0.1e1", "1E+2", "01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "1e", "--1", "1_000", "18446744073709551616",
        "0.30000000000000004", "1e309", "1e308", "123456789012345678901234567890",
    ];
    private static readonly byte[][] NotUtf8 =
        [[0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xF0, 0x80, 0x80, 0xAF], [0xC1, 0xBF], [0xFE, 0xFE]];
    private static readonly string[] NotText = ["\\ud800", "\\udc00", "\\ud800\\ud800", "\\u0000", "\\udc00\\ud800", "\\ud83d", "\\ud83dA"];

    public static IEnumerable<Mutation> All =>
    [
        new("json-surrounded", 30, MutationStage.Bytes, Surround),
        new("json-grammar", 25, MutationStage.Bytes, BreakGrammar),
        new("json-depth", 20, MutationStage.Members, static (draft, random) => Either(draft, random).Add("deep", Values.Nested(random.Between(1, random.OneIn(3) ? 200 : 24), random))),
        new("json-numbers", 20, MutationStage.Members, WriteNumber),
        new("not-utf-8", 25, MutationStage.Bytes, DamageText),
        new("json-bytes-changed", 30, MutationStage.Bytes, ChangeBytes),
        new("json-not-object", 15, MutationStage.Bytes, ReplaceWhole),
    ];

    private static JsonDraft Either(TokenDraft draft, SeededRandom random) => random.OneIn(3) ? draft.Header : draft.Payload;

    private static void Edit(TokenDraft draft, SeededRandom random, Func<byte[], byte[]> change)
    {
        if (random.OneIn(3))
        {
            draft.HeaderBytes = ChangeUnlessEmpty(draft.HeaderBytes, change);
        }
        else
        {
            draft.PayloadBytes = ChangeUnlessEmpty(draft.PayloadBytes, change);
        }
    }

    // A mutation before this one may have left nothing.
    private static byte[] ChangeUnlessEmpty(byte[] json, Func<byte[], byte[]> change) => json.Length == 0 ? json : change(json);

    private static void Surround(TokenDraft draft, SeededRandom random)
    {
        var extra = Encoding.UTF8.GetBytes(random.Pick(Trailing));
        var before = random.OneIn(4);
        Edit(draft, random, json => before ? [.. extra, .. json] : [.. json, .. extra]);
    }

    private static void BreakGrammar(TokenDraft draft, SeededRandom random)
    {
        var kind = random.Below(7);
        Edit(draft, random, json =>
        {
            var text = Encoding.UTF8.GetString(json);
            return Encoding.UTF8.GetBytes(kind switch
            {
                0 => "\uFEFF" + text,
                1 => text[..^1] + ",}",
                2 => text.Replace('"', '\''),
                3 => text.Replace(",", "/* */,", StringComparison.Ordinal),
                4 => text.Replace(":", "=", StringComparison.Ordinal),
                5 => text[..random.Below(text.Length)],
                _ => text.Replace("\",", "\"\t\u00A0,", StringComparison.Ordinal),
            });
        });
    }

    private static void WriteNumber(TokenDraft draft, SeededRandom random)
    {
        var number = random.OneIn(8) ? new string('9', random.Between(20, 600)) : random.Pick(Numbers);
        Either(draft, random).Add("number", number);
    }

    /// <summary>Puts bytes that are no text into a string, or escapes that are none.</summary>
    private static void DamageText(TokenDraft draft, SeededRandom random)
    {
        var bad = random.OneIn(2) ? random.Pick(NotUtf8) : Encoding.ASCII.GetBytes(random.Pick(NotText));
        var name = random.Pick<string>(["\"sub\":\"", "\"jti\":\"", "\"client_id\":\"", "\"kid\":\"", "\"typ\":\"", "\""]);
        Edit(draft, random, json =>
        {
            var at = json.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name));
            at = at < 0 ? json.AsSpan().IndexOf("\""u8) + 1 : at + name.Length;
            return [.. json[..at], .. bad, .. json[at..]];
        });
    }

    private static void ChangeBytes(TokenDraft draft, SeededRandom random)
    {
        Edit(draft, random, json =>
        {
            byte[] changed = [.. json];
            for (var left = random.Between(1, 3); left > 0; left--)
            {
                var index = random.Below(changed.Length);
                changed[index] = random.OneIn(2) ? (byte)random.Below(256) : (byte)(changed[index] ^ (1 << random.Below(8)));
            }

            return changed;
        });
    }

    private static void ReplaceWhole(TokenDraft draft, SeededRandom random)
    {
        var text = random.Pick<string>(["", "null", "1", "\"x\"", "[]", "{}", " ", "[{}]", "true", "{\"sub\":\"a\"}"]);
        Edit(draft, random, _ => Encoding.UTF8.GetBytes(text));
    }
}
