using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>What this process can sign and prove itself with. Found without making it: that would open the key ring.</summary>
internal sealed class SigningServices(IServiceProvider services)
{
    private readonly IServiceProviderIsService? _known = services.GetService<IServiceProviderIsService>();

    public bool CanMint => _known?.IsService(typeof(IServiceTokenMinter)) ?? false;

    public bool CanSign => _known?.IsService(typeof(IJwsSigner)) ?? false;

    /// <summary>Whether references to secrets lead anywhere.</summary>
    public bool HasSecrets => _known?.IsService(typeof(ISecrets)) ?? false;

    public IServiceTokenMinter Minter => services.GetRequiredService<IServiceTokenMinter>();

    public IJwsSigner Signer => services.GetRequiredService<IJwsSigner>();

    public ISecretHandle HandleOf(SecretRef reference) => services.GetRequiredService<ISecrets>().GetHandle(reference);
}
