using System.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Tests.Json;

public sealed class QuoteSearchTests
{
    // One, none and several quotes in a block, at its edges, and in an end that is no whole block.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(150)]
    public void Next_AQuoteEveryFewBytes_FindsWhatASearchFromEachPlaceFinds(int distance)
    {
        for (var length = 0; length <= 260; length++)
        {
            for (var first = 0; first < Math.Min(distance, 70); first++)
            {
                var text = new byte[length];
                Array.Fill(text, (byte)'!');
                for (var at = first; at < length; at += distance)
                {
                    text[at] = (byte)'"';
                }

                AssertFindsAll(text);
            }
        }
    }

    [Fact]
    public void Next_FromPlacesFarApart_SkipsWhatIsBetween()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\"0123456789", 60)));
        foreach (var step in new[] { 1, 2, 63, 64, 65, 127, 200 })
        {
            var search = new QuoteSearch(text);
            for (var from = 0; from <= text.Length; from += step)
            {
                var expected = text.AsSpan(from).IndexOf((byte)'"');
                Assert.Equal(expected < 0 ? -1 : from + expected, search.Next(from));
            }
        }
    }

    [Fact]
    public void Next_BytesBeyondAscii_AreNoQuotes()
    {
        var text = Enumerable.Range(0, 256).Where(static value => value != '"').Select(static value => (byte)value).ToArray();

        Assert.Equal(-1, new QuoteSearch(text).Next(0));
    }

    private static void AssertFindsAll(byte[] text)
    {
        var search = new QuoteSearch(text);
        var from = 0;
        int found;
        while ((found = search.Next(from)) >= 0)
        {
            Assert.Equal(from + text.AsSpan(from).IndexOf((byte)'"'), found);
            from = found + 1;
        }

        Assert.DoesNotContain((byte)'"', text[from..]);
    }
}
