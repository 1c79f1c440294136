using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ZeroTrust.Security.AspNetCore.Publishing;

/// <summary>Wraps the private keys of the ring with the application's Data Protection, bound to their context by a protector of their own.</summary>
internal sealed class DataProtectionKeyProtector(IDataProtectionProvider provider) : IKeyProtector
{
    private const string Purpose = "ZeroTrust.Security.KeyRing.v1";

    public ValueTask<byte[]> ProtectAsync(Secret key, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(key.Reveal(For(context), static (bytes, protector) =>
        {
            var plain = bytes.ToArray();
            try
            {
                return protector.Protect(plain);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(plain);
            }
        }));
    }

    public ValueTask<Secret> UnprotectAsync(ReadOnlyMemory<byte> protectedKey, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        var plain = For(context).Unprotect(protectedKey.ToArray());
        try
        {
            return new(new Secret(plain));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private IDataProtector For(ReadOnlyMemory<byte> context) => provider.CreateProtector(Purpose, Convert.ToHexStringLower(context.Span));
}
