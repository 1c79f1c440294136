using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.AspNetCore.Tests.Changes;

/// <summary>Settings as in a file that somebody writes anew: in force once the configuration is reloaded.</summary>
internal sealed class ChangedSettings(Dictionary<string, string?> first) : ConfigurationProvider, IConfigurationSource
{
    public Dictionary<string, string?> Written { get; set; } = first;

    public override void Load() =>
        Data = Written.ToDictionary(static pair => $"ZeroTrust:{pair.Key}", static pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
