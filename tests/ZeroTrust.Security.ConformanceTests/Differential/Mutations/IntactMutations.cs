using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>Changes that leave a token right: both sides should take it.</summary>
internal static class IntactMutations
{
    private static readonly string[] Blanks = [" ", "\t", "\n", "\r\n", "    "];
    private static readonly string[] Texts =
        ["zoë", "Łukasz", "山田太郎", "😀", "e\u0301", "\u00e9", "\u202Eabc", "İstanbul ıI", "a\u00A0b", "\uFEFF", "\uFFFD", "\u200B", "𐐷", "ﷺ"];

    public static IEnumerable<Mutation> All =>
    [
        new("intact", 120, MutationStage.Members, static (_, _) => { }),
        new("white-space", 35, MutationStage.Members, WriteWhiteSpace),
        new("member-order", 35, MutationStage.Members, Reorder),
        new("unicode-text", 30, MutationStage.Members, WriteUnicode),
        new("escaped-text", 30, MutationStage.Members, WriteEscapes),
        new("large", 20, MutationStage.Members, Enlarge),
    ];

    private static void WriteWhiteSpace(TokenDraft draft, SeededRandom random)
    {
        (random.OneIn(3) ? draft.Header : draft.Payload).Blank = () => random.OneIn(2) ? random.Pick(Blanks) : "";
    }

    private static void Reorder(TokenDraft draft, SeededRandom random)
    {
        random.Shuffle(draft.Header.Members);
        random.Shuffle(draft.Payload.Members);
    }

    private static void WriteUnicode(TokenDraft draft, SeededRandom random)
    {
        draft.Payload.Set(random.Pick<string>(["sub", "jti", "name", "tenant", "sid"]), JsonDraft.Quote(random.Pick(Texts)));
        if (random.OneIn(3))
        {
            draft.Payload.Add(random.Pick(Texts), JsonDraft.Quote(random.Pick(Texts)));
        }
    }

    /// <summary>Spells names and values of the same text with escapes.</summary>
    private static void WriteEscapes(TokenDraft draft, SeededRandom random)
    {
        var json = random.OneIn(3) ? draft.Header : draft.Payload;
        var index = random.Below(json.Members.Count);
        var member = json.Members[index];
        json.Members[index] = new(Escape(member.Name, random), member.Value[0] == '"' ? Escape(member.Value, random) : member.Value);
    }

    private static string Escape(string quoted, SeededRandom random)
    {
        var text = new StringBuilder();
        foreach (var character in quoted[1..^1])
        {
            text.Append(character != '\\' && random.OneIn(2) ? $"\\u{(int)character:x4}" : character == '/' ? "\\/" : $"{character}");
        }

        return $"\"{text}\"";
    }

    /// <summary>Many or long claims; most still fit, some are past the limit.</summary>
    private static void Enlarge(TokenDraft draft, SeededRandom random)
    {
        switch (random.Below(3))
        {
            case 0:
                draft.Payload.Add("note", $"\"{random.Word(random.Between(1000, 6500))}\"");
                break;
            case 1:
                draft.Payload.Set("permissions", $"[{string.Join(',', Enumerable.Range(0, random.Between(50, 260)).Select(index => $"\"area{index}:read\""))}]");
                break;
            default:
                for (var left = random.Between(20, 220); left > 0; left--)
                {
                    draft.Payload.Add($"claim{left}", $"\"{random.Word(8)}\"");
                }

                break;
        }
    }
}
