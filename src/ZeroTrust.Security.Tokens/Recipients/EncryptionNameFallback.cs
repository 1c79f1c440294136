using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>Takes the service's name from <c>ZeroTrust:Service</c> where the settings of encryption give none.</summary>
internal sealed class EncryptionNameFallback(IEnumerable<IConfigureOptions<ZeroTrustOptions>> settings) : IPostConfigureOptions<EncryptionOptions>
{
    public void PostConfigure(string? name, EncryptionOptions options) => options.Service ??= Minting.ServiceNameFallback.NameIn(settings);
}
