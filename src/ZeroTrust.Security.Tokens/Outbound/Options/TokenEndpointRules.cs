using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Checks how tokens are had from an authorization server.</summary>
internal static class TokenEndpointRules
{
    public static void Check(ServiceClientOptions client, AddressGuard addresses, SettingFiles files, SigningServices signing, SettingFaults faults)
    {
        CheckEndpoint(client, addresses, faults);
        CheckAuthentication(client, files, signing, faults);
        CheckTarget(client, faults);
        CheckActor(client, signing, faults);
        files.CheckCertificateAuthorities(client.CertificateAuthoritiesFile, faults);
    }

    private static void CheckEndpoint(ServiceClientOptions client, AddressGuard addresses, SettingFaults faults)
    {
        if (client.TokenEndpoint is null)
        {
            faults.Add(nameof(client.TokenEndpoint), "is not set; give the address of the server's token endpoint.");
        }
        else if (!addresses.TryAccept(client.TokenEndpoint, behindProxy: false, out _, out var fault))
        {
            faults.Add(nameof(client.TokenEndpoint), $"is {Shown.Address(client.TokenEndpoint)}; it {fault}.");
        }

        if (client.ClientId is null || !IsVisible(client.ClientId))
        {
            faults.Add(nameof(client.ClientId), $"is {Shown.Value(client.ClientId ?? "")}; use the identifier of this service at the server, in printable ASCII.");
        }
    }

    private static void CheckAuthentication(ServiceClientOptions client, SettingFiles files, SigningServices signing, SettingFaults faults)
    {
        faults.AddUnlessDefined<ClientAuthentication>(nameof(client.Authentication), client.Authentication);
        var signs = client.Authentication == ClientAuthentication.PrivateKeyJwt;
        if (signs && !signing.CanSign)
        {
            faults.Add(nameof(client.Authentication), "is PrivateKeyJwt, and there is no key ring to sign with; call AddServiceTokens.");
        }

        var secrets = (client.SecretFile is null ? 0 : 1) + (client.Secret is null ? 0 : 1) + (client.SecretReference is null ? 0 : 1);
        if (secrets != (signs ? 0 : 1))
        {
            faults.Add(nameof(client.SecretFile), signs
                ? "is given, or Secret or SecretReference is, and Authentication is PrivateKeyJwt; take the secret away."
                : "and SecretReference and Secret: give the client's secret by one of them.");
        }

        if (client.SecretReference is not null && !signing.HasSecrets)
        {
            faults.Add(nameof(client.SecretReference), ReferenceRule.NoSecrets);
        }

        files.CheckReadable(nameof(client.SecretFile), client.SecretFile, faults);
        if (!signs && client.AssertionAudience is not null)
        {
            faults.Add(nameof(client.AssertionAudience), $"is for Authentication PrivateKeyJwt, which is {client.Authentication}; take it away.");
        }
    }

    private static void CheckTarget(ServiceClientOptions client, SettingFaults faults)
    {
        foreach (var scope in client.Scopes.Where(static scope => !ScopeToken.IsValid(scope)))
        {
            faults.Add(nameof(client.Scopes), $"has {Shown.Value(scope ?? "")}; use scopes of printable ASCII without blanks, quotes and backslashes (RFC 6749 §3.3).");
        }

        if (client.Resource is { } resource && (!Uri.TryCreate(resource, UriKind.Absolute, out _) || resource.Contains('#', StringComparison.Ordinal)))
        {
            faults.Add(nameof(client.Resource), $"is {Shown.Value(resource)}; use an absolute URI without a fragment (RFC 8707 §2).");
        }
    }

    private static void CheckActor(ServiceClientOptions client, SigningServices signing, SettingFaults faults)
    {
        if (client.ActorAudience is null)
        {
            return;
        }

        if (client.ActorTokenFile is not null)
        {
            faults.Add(nameof(client.ActorTokenFile), $"is given beside {nameof(client.ActorAudience)}; the actor's token comes from one of them.");
        }

        if (!signing.CanMint)
        {
            faults.Add(nameof(client.ActorAudience), "is given, and nothing mints tokens here; call AddServiceTokens, or use ActorTokenFile.");
        }

        if (!AudienceName.IsValid(client.ActorAudience))
        {
            faults.Add(nameof(client.ActorAudience), $"is {Shown.Value(client.ActorAudience)}; use {AudienceName.Accepted}.");
        }
    }

    // RFC 6749 appendix A.1: VSCHAR.
    private static bool IsVisible(string text) => text.Length is > 0 and <= 256 && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
