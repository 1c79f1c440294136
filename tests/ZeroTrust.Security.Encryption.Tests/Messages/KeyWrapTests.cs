namespace ZeroTrust.Security.Encryption.Tests.Messages;

public sealed class KeyWrapTests
{
    // RFC 3394 §4.6: 256 bits of key data with a 256-bit key.
    private static readonly byte[] Wrapping = Convert.FromHexString("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
    private static readonly byte[] Key = Convert.FromHexString("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F");
    private const string Wrapped = "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21";

    [Fact]
    public void Wrap_OfRfc3394_IsTheOneOfTheRfc() => Assert.Equal(Wrapped, Convert.ToHexString(KeyWrap.Wrap(Wrapping, Key)));

    [Fact]
    public void TryUnwrap_OfRfc3394_IsTheKey_AndNoneWithAByteChanged()
    {
        var wrapped = Convert.FromHexString(Wrapped);
        var key = new byte[32];
        Assert.True(KeyWrap.TryUnwrap(Wrapping, wrapped, key));
        Assert.Equal(Key, key);

        for (var i = 0; i < wrapped.Length; i++)
        {
            wrapped[i] ^= 1;
            Assert.False(KeyWrap.TryUnwrap(Wrapping, wrapped, key));
            wrapped[i] ^= 1;
        }
    }
}
