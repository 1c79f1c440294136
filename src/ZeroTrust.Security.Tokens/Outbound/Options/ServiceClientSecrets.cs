using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The secrets that the clients of other services refer to.</summary>
internal sealed class ServiceClientSecrets(IOptions<ServiceClientsOptions> options) : IRequiredSecrets
{
    public IEnumerable<RequiredSecret> Secrets
    {
        get
        {
            var path = $"{options.Value.SectionPath ?? "ZeroTrust"}:{ServiceClientsOptions.Group}";
            foreach (var (name, client) in options.Value.Clients)
            {
                if (client.SecretReference is { } reference)
                {
                    yield return new(reference, $"{path}:{name}:{nameof(client.SecretReference)}");
                }
            }
        }
    }
}
