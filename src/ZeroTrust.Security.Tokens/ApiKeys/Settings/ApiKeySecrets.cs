using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The secret that the settings of API keys refer to.</summary>
internal sealed class ApiKeySecrets(IOptions<ApiKeyOptions> options) : IRequiredSecrets
{
    public IEnumerable<RequiredSecret> Secrets => options.Value.PepperReference is { } reference
        ? [new(reference, $"{options.Value.SectionPath ?? $"ZeroTrust:{ApiKeyReader.Name}"}:{nameof(ApiKeyOptions.PepperReference)}")]
        : [];
}
