namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The clients of other services, by name.</summary>
internal sealed class ServiceClientsOptions
{
    public const string Group = "ServiceClients";

    public Dictionary<string, ServiceClientOptions> Clients { get; } = new(StringComparer.Ordinal);

    /// <summary>The configuration section that was read, to name settings by; null when code alone sets them.</summary>
    public string? SectionPath { get; set; }

    /// <summary>What the configuration holds and nothing can take, for the validator.</summary>
    public IList<SettingFault> Faults { get; } = [];

    public ServiceClientOptions Client(string name)
    {
        if (!Clients.TryGetValue(name, out var client))
        {
            Clients.Add(name, client = new());
        }

        return client;
    }
}
