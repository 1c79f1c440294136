using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Publishing;

namespace ZeroTrust.Security;

/// <summary>Protects the key ring with what a web service has at hand.</summary>
public static class ZeroTrustKeyProtectionExtensions
{
    /// <summary>
    /// Wraps the private keys of the ring with ASP.NET Core Data Protection, in place of a key-encryption key. They are as safe as its own keys,
    /// which the application keeps: give them a place that all processes share, and protect them there
    /// (<c>AddDataProtection().PersistKeysTo…().ProtectKeysWith…()</c>). A ring whose Data Protection keys are lost does not open.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder ProtectServiceKeysWithDataProtection(this IZeroTrustBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDataProtection();
        return builder.AddKeyProtector<DataProtectionKeyProtector>();
    }
}
