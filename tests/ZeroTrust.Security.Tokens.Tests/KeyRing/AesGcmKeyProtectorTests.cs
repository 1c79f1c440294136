using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

public sealed class AesGcmKeyProtectorTests
{
    private static readonly byte[] Context = [1, 2, 3];

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(121);

    [Fact]
    public async Task Unprotect_WhatWasProtected_IsTheKey()
    {
        using var protector = new AesGcmKeyProtector(Kek(1));
        using var key = new Secret(Key);
        var wrapped = await protector.ProtectAsync(key, Context);

        using var opened = await new AesGcmKeyProtector(Kek(1)).UnprotectAsync(wrapped, Context);

        Assert.Equal(key, opened);
        Assert.Equal(-1, wrapped.AsSpan().IndexOf(Key.AsSpan(0, 8)));
        Assert.NotEqual(wrapped, await protector.ProtectAsync(key, Context));
    }

    [Fact]
    public async Task Unprotect_AnyByteChanged_IsRefused()
    {
        using var protector = new AesGcmKeyProtector(Kek(1));
        using var key = new Secret(Key);
        var wrapped = await protector.ProtectAsync(key, Context);
        for (var i = 0; i < wrapped.Length; i++)
        {
            wrapped[i] ^= 1;
            await AssertRefusedAsync(protector, wrapped, Context);
            wrapped[i] ^= 1;
        }

        for (var length = 0; length < wrapped.Length; length++)
        {
            await AssertRefusedAsync(protector, wrapped[..length], Context);
        }
    }

    [Fact]
    public async Task Unprotect_AnotherContextOrKey_IsRefused()
    {
        using var protector = new AesGcmKeyProtector(Kek(1));
        using var key = new Secret(Key);
        var wrapped = await protector.ProtectAsync(key, Context);

        await AssertRefusedAsync(protector, wrapped, [1, 2, 4]);
        await AssertRefusedAsync(protector, wrapped, []);
        await AssertRefusedAsync(new(Kek(2)), wrapped, Context);
        await AssertRefusedAsync(new(Kek(2), Kek(3)), wrapped, Context);
    }

    [Fact]
    public async Task Unprotect_WithThePreviousKey_Opens_AndProtectUsesTheCurrent()
    {
        using var key = new Secret(Key);
        var old = await new AesGcmKeyProtector(Kek(1)).ProtectAsync(key, Context);
        using var turned = new AesGcmKeyProtector(Kek(2), Kek(1));

        Assert.Equal(key, await turned.UnprotectAsync(old, Context));
        Assert.Equal(key, await new AesGcmKeyProtector(Kek(2)).UnprotectAsync(await turned.ProtectAsync(key, Context), Context));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void New_AKeyOfAnotherLength_IsMisuse(int length) =>
        Assert.Throws<ArgumentException>(() => new AesGcmKeyProtector(new Secret(new byte[length])));

    private static Secret Kek(byte fill) => new(Enumerable.Repeat(fill, 32).ToArray());

    private static async Task AssertRefusedAsync(AesGcmKeyProtector protector, byte[] wrapped, byte[] context) =>
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await protector.UnprotectAsync(wrapped, context));
}
