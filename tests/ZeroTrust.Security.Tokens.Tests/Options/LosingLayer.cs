using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>A layer that loses settings in the middle of being read, as a file that somebody is writing.</summary>
internal sealed class LosingLayer(Dictionary<string, string?> settings, Dictionary<string, string?> left) : ConfigurationProvider, IConfigurationSource
{
    /// <summary>Whether the rest is lost as soon as a value is read.</summary>
    public bool LosesAtNextRead { get; set; }

    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        Data = Below(settings);
        return this;
    }

    public override bool TryGet(string key, out string? value)
    {
        if (LosesAtNextRead)
        {
            LosesAtNextRead = false;
            Data = Below(left);
        }

        return base.TryGet(key, out value);
    }

    private static Dictionary<string, string?> Below(Dictionary<string, string?> settings) =>
        settings.ToDictionary(static pair => "ZeroTrust:" + pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
