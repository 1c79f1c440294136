using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.Signatures;

public sealed class PlatformKeyTests
{
    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public void Digest_OneTextAfterAnother_IsThatOfEachAlone(string name)
    {
        var hash = new HashAlgorithmName(name);
        using var key = new PlatformKey<ECDsa>(ECDsa.Create(), hash);
        foreach (var length in Enumerable.Range(0, 300).Concat([6000, 3]))
        {
            var text = new byte[length];
            text.AsSpan().Fill((byte)length);

            Assert.Equal(CryptographicOperations.HashData(hash, text), key.Digest(text).ToArray());
        }
    }
}
