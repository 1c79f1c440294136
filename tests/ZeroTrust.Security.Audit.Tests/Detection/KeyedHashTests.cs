using System.Buffers.Binary;
using ZeroTrust.Security.Audit.Detection;

namespace ZeroTrust.Security.Audit.Tests.Detection;

public sealed class KeyedHashTests
{
    // The first vectors that come with SipHash's reference implementation, 128 bits: the key 00 to 0f, the text 00, 01, 02 and so on.
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    [InlineData(2, "8177228DA4A45DC7FCA38BDEF60AFFE4")]
    [InlineData(8, "3B62A9BA6258F5610F83E264F31497B4")]
    public void End_IsSipHash(int length, string expected)
    {
        byte[] bytes = [.. Enumerable.Range(0, 16).Select(static number => (byte)number)];
        var hash = new KeyedHash(BinaryPrimitives.ReadUInt128LittleEndian(bytes));
        hash.Add(bytes.AsSpan(0, length));

        var result = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(result, hash.End());

        Assert.Equal(expected, Convert.ToHexString(result));
    }

    [Fact]
    public void Add_InPiecesOfAnySize_IsTheSame()
    {
        byte[] bytes = [.. Enumerable.Range(0, 37).Select(static number => (byte)number)];
        var whole = new KeyedHash(1);
        whole.Add(bytes);
        var expected = whole.End();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var pieces = new KeyedHash(1);
            pieces.Add(bytes.AsSpan(0, cut));
            pieces.Add(bytes.AsSpan(cut));
            Assert.Equal(expected, pieces.End());
        }
    }

    [Fact]
    public void Add_TextsThatReadTheSameTogether_Differ()
    {
        var one = new KeyedHash(1);
        one.Add("ab");
        one.Add("c");
        var other = new KeyedHash(1);
        other.Add("a");
        other.Add("bc");

        Assert.NotEqual(one.End(), other.End());
    }
}
