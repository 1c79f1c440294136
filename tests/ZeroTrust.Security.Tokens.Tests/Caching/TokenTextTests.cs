using System.Numerics;
using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

public sealed class TokenTextTests
{
    // Around every size of block, and a token's.
    public static TheoryData<int> Lengths => [1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 750, 1006];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Equal_TheSameText_AndNoOther(int length)
    {
        var text = Text(length);
        var stored = TokenText.ToBytes(text);
        Assert.True(TokenText.Equal(text, stored));
        Assert.False(TokenText.Equal(text.AsSpan(1), stored));
        Assert.False(TokenText.Equal(text + "A", stored));
        for (var at = 0; at < length; at++)
        {
            // Other letters, and characters that are equal when narrowed to a byte: U+0141 is no 'A'.
            foreach (var other in (char[])['.', '\0', (char)(text[at] + 0x100), (char)(text[at] | 0x8000), (char)(text[at] ^ 1)])
            {
                Assert.False(TokenText.Equal(Replace(text, at, other), stored), $"U+{(int)other:X4} at {at}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void E12_Difference_HoldsEveryOne_SoThatTheCompareStopsAtNone(int length)
    {
        var text = Text(length);
        var stored = TokenText.ToBytes(text);
        for (var later = 0; later < length; later++)
        {
            for (var first = 0; first < later; first += 7)
            {
                var presented = Replace(Replace(text, first, (char)(text[first] ^ 0x100)), later, (char)(text[later] ^ 0x200));
                Assert.Equal(0x300, Gathered(TokenText.Difference(presented, stored)));
            }

            Assert.Equal(0x200, Gathered(TokenText.Difference(Replace(text, later, (char)(text[later] ^ 0x200)), stored)));
        }
    }

    [Fact]
    public void Hash_IsOfTheTailAlone()
    {
        var text = Text(100);

        Assert.Equal(TokenText.Hash(text), TokenText.Hash(Replace(text, 0, '.')));
        Assert.NotEqual(TokenText.Hash(text), TokenText.Hash(Replace(text, 99, '.')));
        Assert.Equal(TokenText.Hash("short"), TokenText.Hash("short"));
    }

    private static string Text(int length) => string.Create(length, 0, static (text, _) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)('A' + (i % 26));
        }
    });

    private static string Replace(string text, int at, char character) => $"{text[..at]}{character}{text[(at + 1)..]}";

    private static int Gathered(Vector<ushort> lanes)
    {
        var bits = 0;
        for (var lane = 0; lane < Vector<ushort>.Count; lane++)
        {
            bits |= lanes[lane];
        }

        return bits;
    }
}
