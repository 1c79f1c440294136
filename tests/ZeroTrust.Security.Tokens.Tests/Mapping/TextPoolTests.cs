using System.Text;
using ZeroTrust.Security.Tokens.Mapping;

namespace ZeroTrust.Security.Tokens.Tests.Mapping;

public sealed class TextPoolTests
{
    [Fact]
    public void Get_ATextAgain_IsTheSameString()
    {
        var pool = new TextPool();
        var first = pool.Get("orders:read"u8);

        Assert.Same(first, pool.Get("orders:read"u8));
        Assert.Equal("orders:read", first);
    }

    [Fact]
    public void Get_WhatIsNotAsciiOrTooLong_IsRightAllTheSame()
    {
        var pool = new TextPool();
        foreach (var text in new[] { "", "é", "e\u0301", "日本", "\u007f", "Ã©", new string('a', 128), new string('a', 129), new string('ü', 100) })
        {
            Assert.Equal(text, pool.Get(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(text, pool.Get(Encoding.UTF8.GetBytes(text)));
        }
    }

    // Many more texts than places, from several threads: whoever replaces whose, each gets its own text.
    [Fact]
    public async Task Get_MoreTextsThanPlacesFromManyThreads_NeverGivesAnotherText()
    {
        var pool = new TextPool();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            var utf8 = new byte[8];
            for (var i = 0; i < 200_000; i++)
            {
                var text = utf8.AsSpan(0, 1 + random.Next(utf8.Length));
                foreach (ref var character in text)
                {
                    character = (byte)('a' + random.Next(3));
                }

                Assert.Equal(Encoding.ASCII.GetString(text), pool.Get(text));
            }
        })));
    }
}
