using System.Runtime.ExceptionServices;
using System.Text;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Signatures;

public sealed class VerificationKeyTests
{
    private static readonly byte[] Input = Encoding.ASCII.GetBytes("eyJ9.eyJ9");

    [Fact]
    public void Verify_EveryAlgorithm_TakesItsSignatureAndNoOther()
    {
        foreach (var algorithm in Enum.GetValues<SignatureAlgorithm>())
        {
            var key = TestKey.For(algorithm);
            var signature = key.Sign(Input);

            Assert.True(key.Public.Verify(Input, signature), $"{algorithm}");
            Assert.False(key.Public.Verify(Encoding.ASCII.GetBytes("eyJ9.eyJ8"), signature), $"{algorithm}: other input");
            foreach (var wrong in Damaged(signature))
            {
                Assert.False(key.Public.Verify(Input, wrong), $"{algorithm}: {Convert.ToHexString(wrong)}");
            }
        }
    }

    [Fact]
    public void Verify_AnyBytes_ThrowsNothingInside()
    {
        var thrown = 0;
        var thread = Environment.CurrentManagedThreadId;
        void Count(object? sender, FirstChanceExceptionEventArgs e) => thrown += Environment.CurrentManagedThreadId == thread ? 1 : 0;

        var keys = Enum.GetValues<SignatureAlgorithm>().Select(TestKey.For).ToArray();
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            foreach (var key in keys)
            {
                foreach (var wrong in Damaged(key.Sign(Input)))
                {
                    key.Public.Verify(Input, wrong);
                }
            }
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0, thrown);
    }

    [Fact]
    public void Verify_ByManyThreads_IsAlwaysRight()
    {
        foreach (var algorithm in new[] { SignatureAlgorithm.RS256, SignatureAlgorithm.ES256 })
        {
            var key = TestKey.For(algorithm);
            var good = key.Sign(Input);
            var bad = (byte[])good.Clone();
            bad[^1] ^= 1;

            Parallel.For(0, 400, i => Assert.Equal(i % 2 == 0, key.Public.Verify(Input, i % 2 == 0 ? good : bad)));
        }
    }

    private static IEnumerable<byte[]> Damaged(byte[] signature)
    {
        yield return [];
        yield return new byte[signature.Length];
        yield return [.. Enumerable.Repeat((byte)0xFF, signature.Length)];
        yield return [0, .. signature];
        yield return [.. signature, 0];
        yield return signature[1..];
        yield return signature[..^1];
        yield return [.. new byte[signature.Length / 2], .. signature[(signature.Length / 2)..]];
        yield return [.. signature[..(signature.Length / 2)], .. new byte[signature.Length - (signature.Length / 2)]];
        for (var bit = 0; bit < signature.Length * 8; bit += 61)
        {
            var flipped = (byte[])signature.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }
}
