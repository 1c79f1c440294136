using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Checks the clients of other services as a whole and names every fault at once.</summary>
internal sealed class ServiceClientsValidator(AddressGuard addresses, SettingFiles files, SigningServices signing, HttpClientAddresses clients)
    : IValidateOptions<ServiceClientsOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceClientsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        var faults = new SettingFaults($"{options.SectionPath ?? "ZeroTrust"}:{ServiceClientsOptions.Group}", result);
        foreach (var (client, settings) in options.Clients)
        {
            faults.AddUnlessWord(client, client, "a name of your choice");
            Check(client, settings, faults.Below(client));
        }

        return result.Build();
    }

    private void Check(string name, ServiceClientOptions client, SettingFaults faults)
    {
        CheckAudience(client, faults);
        CheckHosts(name, client, faults);
        faults.AddUnlessDefined<ServiceTokenSource>(nameof(client.Source), client.Source);
        ForeignSettings.Check(client, faults);
        switch (client.Source)
        {
            case ServiceTokenSource.Minted:
                CheckMinted(client, faults);
                break;
            case ServiceTokenSource.ClientCredentials or ServiceTokenSource.TokenExchange:
                TokenEndpointRules.Check(client, addresses, files, signing, faults);
                break;
            case ServiceTokenSource.File when client.TokenFile is null:
                faults.Add(nameof(client.TokenFile), "is not set; name the file that holds the token.");
                break;
        }
    }

    private static void CheckAudience(ServiceClientOptions client, SettingFaults faults)
    {
        if (client.Audience is null)
        {
            faults.Add(nameof(client.Audience), "is not set; name the service that is called, as its tokens carry it in aud. Is the name of the client spelt as in the code?");
        }
        else if (!AudienceName.IsValid(client.Audience))
        {
            faults.Add(nameof(client.Audience), $"is {Shown.Value(client.Audience)}; use {AudienceName.Accepted}.");
        }
    }

    private void CheckHosts(string name, ServiceClientOptions client, SettingFaults faults)
    {
        foreach (var host in client.Hosts.Where(static host => !AllowedHost.TryParse(host, out _)))
        {
            faults.Add(nameof(client.Hosts), $"has {Shown.Value(host ?? "")}; use host names with or without a port, such as payments.internal or payments.internal:8443.");
        }

        if (client.Hosts.Count > 0 || !clients.Has(name))
        {
            return;
        }

        if (clients.Find(name) is not { } address)
        {
            faults.Add(nameof(client.Hosts), "is not set, and the HTTP client has no BaseAddress that is known at the start; name the hosts that its token may go to.");
        }
        else if (!addresses.TryAccept(address.GetLeftPart(UriPartial.Authority), behindProxy: false, out _, out var fault))
        {
            faults.Add(nameof(client.Hosts), $"is not set, and the HTTP client's BaseAddress is {Shown.Address(address.OriginalString)}; it {fault}.");
        }
    }

    private void CheckMinted(ServiceClientOptions client, SettingFaults faults)
    {
        if (!signing.CanMint)
        {
            faults.Add(nameof(client.Source), $"is {client.Source}, and nothing mints tokens here; call AddServiceTokens, or use another source.");
        }

        if (client.Lifetime is { } lifetime)
        {
            faults.AddUnlessIn(nameof(client.Lifetime), lifetime, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15));
        }

        foreach (var permission in client.Permissions.Where(static permission => !PermissionName.IsValid(permission)))
        {
            faults.Add(nameof(client.Permissions), $"has {Shown.Value(permission ?? "")}; use names such as payments:charge.");
        }
    }
}
