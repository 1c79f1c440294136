using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Refuses settings that the source of the tokens has no use for: so none is silently without effect.</summary>
internal static class ForeignSettings
{
    private const ServiceTokenSource Minted = ServiceTokenSource.Minted;
    private const ServiceTokenSource Credentials = ServiceTokenSource.ClientCredentials;
    private const ServiceTokenSource Exchange = ServiceTokenSource.TokenExchange;
    private const ServiceTokenSource File = ServiceTokenSource.File;

    public static void Check(ServiceClientOptions client, SettingFaults faults)
    {
        foreach (var (name, given, sources) in Settings(client))
        {
            if (given && !sources.Contains(client.Source))
            {
                faults.Add(name, $"is for the source {string.Join(" or ", sources)}, and Source is {client.Source}; take it away.");
            }
        }
    }

    private static (string Name, bool Given, ServiceTokenSource[] Sources)[] Settings(ServiceClientOptions client) =>
    [
        (nameof(client.Permissions), client.Permissions.Count > 0, [Minted]),
        (nameof(client.Tenant), client.Tenant is not null, [Minted]),
        (nameof(client.Lifetime), client.Lifetime is not null, [Minted]),
        (nameof(client.Scopes), client.Scopes.Count > 0, [Credentials, Exchange]),
        (nameof(client.TokenEndpoint), client.TokenEndpoint is not null, [Credentials, Exchange]),
        (nameof(client.ClientId), client.ClientId is not null, [Credentials, Exchange]),
        (nameof(client.SecretFile), client.SecretFile is not null, [Credentials, Exchange]),
        (nameof(client.SecretReference), client.SecretReference is not null, [Credentials, Exchange]),
        (nameof(client.Secret), client.Secret is not null, [Credentials, Exchange]),
        (nameof(client.Authentication), client.Authentication != ClientAuthentication.Basic, [Credentials, Exchange]),
        (nameof(client.AssertionAudience), client.AssertionAudience is not null, [Credentials, Exchange]),
        (nameof(client.Resource), client.Resource is not null, [Credentials, Exchange]),
        (nameof(client.CertificateAuthoritiesFile), client.CertificateAuthoritiesFile is not null, [Credentials, Exchange]),
        (nameof(client.ActorAudience), client.ActorAudience is not null, [Exchange]),
        (nameof(client.ActorTokenFile), client.ActorTokenFile is not null, [Exchange]),
        (nameof(client.TokenFile), client.TokenFile is not null, [File]),
    ];
}
