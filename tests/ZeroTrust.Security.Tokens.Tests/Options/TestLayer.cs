using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>A layer of configuration whose settings a test replaces as a whole, with the reload that a file's change causes.</summary>
internal sealed class TestLayer : ConfigurationProvider, IConfigurationSource
{
    public TestLayer(Dictionary<string, string?> settings) => Data = Below(settings);

    public void Replace(Dictionary<string, string?> settings)
    {
        Data = Below(settings);
        OnReload();
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    private static Dictionary<string, string?> Below(Dictionary<string, string?> settings) =>
        settings.ToDictionary(static pair => "ZeroTrust:" + pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
