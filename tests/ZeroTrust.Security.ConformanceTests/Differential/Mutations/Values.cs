using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>JSON values to put where others are due.</summary>
internal static class Values
{
    private static readonly string[] Others =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "\"\"", "\"text\"", "\"1893499200\"", "[]", "[\"\"]", "[null]", "[1]", "[[\"orders\"]]", "{}", "{\"a\":1}",
        "[\"orders\",1]", "\" \"",
    ];

    public static string OtherType(SeededRandom random) => random.Pick(Others);

    /// <summary>Adds a second member of the same name, before or after the first, at times spelled with an escape.</summary>
    public static void Duplicate(JsonDraft json, string quotedName, string value, SeededRandom random)
    {
        var name = random.OneIn(3) ? $"\"\\u{(int)quotedName[1]:x4}{quotedName[2..]}" : quotedName;
        json.Members.Insert(random.Below(json.Members.Count + 1), new(name, value));
    }

    public static string Nested(int depth, SeededRandom random)
    {
        var text = new StringBuilder();
        var objects = random.OneIn(2);
        text.Insert(0, objects ? "{\"a\":" : "[", depth).Append('1');
        for (; depth > 0; depth--)
        {
            text.Append(objects ? '}' : ']');
        }

        return text.ToString();
    }
}
