using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Publishing;

namespace ZeroTrust.Security.AspNetCore.Tests.Publishing;

public sealed class DataProtectionKeyProtectorTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static n => (byte)n)];
    private static readonly byte[] Context = "kid and algorithm"u8.ToArray();

    private readonly EphemeralDataProtectionProvider _provider = new();

    [Fact]
    public async Task Unprotect_InTheSameContext_GivesTheKey()
    {
        var wrapped = await ProtectAsync(_provider);

        // Another instance, as in another process with the same keys of Data Protection.
        using var opened = await new DataProtectionKeyProtector(_provider).UnprotectAsync(wrapped, Context);

        Assert.Equal(Key, opened.Reveal(0, static (bytes, _) => bytes.ToArray()));
        Assert.Equal(-1, wrapped.AsSpan().IndexOf(Key));
        Assert.NotEqual(wrapped, await ProtectAsync(_provider));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kid and algorithn")]
    [InlineData("kid and algorithm ")]
    public async Task Unprotect_InAnotherContext_Fails(string context)
    {
        var wrapped = await ProtectAsync(_provider);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(_provider, wrapped, System.Text.Encoding.UTF8.GetBytes(context)));
    }

    [Fact]
    public async Task Unprotect_AnyByteChanged_Fails()
    {
        var wrapped = await ProtectAsync(_provider);
        for (var at = 0; at < wrapped.Length; at++)
        {
            var changed = wrapped.ToArray();
            changed[at] ^= 1;
            await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(_provider, changed, Context));
        }
    }

    [Fact]
    public async Task Unprotect_CutOrEmpty_Fails()
    {
        var wrapped = await ProtectAsync(_provider);
        foreach (var length in new[] { 0, 1, 16, wrapped.Length - 1 })
        {
            await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(_provider, wrapped[..length], Context));
        }
    }

    [Fact]
    public async Task Unprotect_WithOtherKeysOrForAnotherPurpose_Fails()
    {
        var wrapped = await ProtectAsync(_provider);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(new EphemeralDataProtectionProvider(), wrapped, Context));
        var foreign = _provider.CreateProtector("cookies", Convert.ToHexStringLower(Context)).Protect(Key);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(_provider, foreign, Context));
    }

    [Fact]
    public void ProtectServiceKeysWithDataProtection_IsTheProtector()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddZeroTrustCore().ProtectServiceKeysWithDataProtection();
        using var provider = services.BuildServiceProvider();

        Assert.IsType<DataProtectionKeyProtector>(provider.GetRequiredService<IKeyProtector>());
    }

    private static async Task<byte[]> ProtectAsync(IDataProtectionProvider provider)
    {
        using var key = new Secret(Key);
        return await new DataProtectionKeyProtector(provider).ProtectAsync(key, Context);
    }

    private static async Task OpenAsync(IDataProtectionProvider provider, byte[] wrapped, byte[] context)
    {
        using var opened = await new DataProtectionKeyProtector(provider).UnprotectAsync(wrapped, context);
    }
}
