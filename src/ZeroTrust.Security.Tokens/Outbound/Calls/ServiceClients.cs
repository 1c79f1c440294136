using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Minting;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The clients of other services by name and by audience, made once of their settings.</summary>
internal sealed class ServiceClients : IDisposable
{
    private readonly FrozenDictionary<string, ServiceClient> _byName;
    private readonly FrozenDictionary<string, ServiceClient> _byAudience;
    private readonly string[] _shared;

    public ServiceClients(IOptions<ServiceClientsOptions> options, ServiceClientFactory factory)
    {
        var clients = options.Value.Clients.Select(pair => factory.Create(pair.Key, pair.Value)).ToArray();
        _byName = clients.ToFrozenDictionary(static client => client.Name, StringComparer.Ordinal);

        // A token is never had by a client that was picked by chance.
        var groups = clients.GroupBy(static client => client.Standing.Audience, StringComparer.Ordinal).ToArray();
        _shared = [.. groups.Where(static group => group.Count() > 1).Select(static group => group.Key)];
        _byAudience = groups.Where(static group => group.Count() == 1).ToFrozenDictionary(static group => group.Key, static group => group.Single(), StringComparer.Ordinal);
    }

    /// <exception cref="ServiceTokenException">There is none, or more than one.</exception>
    public ServiceClient ForAudience(string audience) =>
        _byAudience.TryGetValue(audience, out var client) ? client : throw NotFor(audience);

    /// <exception cref="ServiceTokenException">There is none.</exception>
    public ServiceClient Named(string name) =>
        _byName.GetValueOrDefault(name) ?? throw new ServiceTokenException(ServiceTokenFailure.NotConfigured, $"No client '{name}' is configured under {ServiceClientsOptions.Group}.");

    public void Dispose()
    {
        foreach (var client in _byName.Values)
        {
            client.Dispose();
        }
    }

    private ServiceTokenException NotFor(string audience) => new(
        ServiceTokenFailure.NotConfigured,
        _shared.Contains(audience, StringComparer.Ordinal)
            ? $"More than one client has the audience '{audience}'; take the provider with the client's name as its key."
            : $"No client has the audience '{(AudienceName.IsValid(audience) ? audience : "")}'; see AddServiceToken and {ServiceClientsOptions.Group}.");
}
