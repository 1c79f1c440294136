using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>The secret that the settings of service tokens refer to.</summary>
internal sealed class ServiceTokensSecrets(IOptions<ServiceTokensOptions> options) : IRequiredSecrets
{
    public IEnumerable<RequiredSecret> Secrets => options.Value.KeyEncryptionKeyReference is { } reference
        ? [new(reference, $"{options.Value.SectionPath ?? $"ZeroTrust:{ServiceTokensReader.Name}"}:{nameof(ServiceTokensOptions.KeyEncryptionKeyReference)}")]
        : [];
}
