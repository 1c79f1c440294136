using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>Settings read the way an application does: layers of configuration, the section, the registered readers.</summary>
internal static class TestSettings
{
    /// <summary>One layer, from keys below <c>ZeroTrust</c>.</summary>
    public static IConfigurationRoot Layers(params Dictionary<string, string?>[] layers)
    {
        var builder = new ConfigurationBuilder();
        foreach (var layer in layers)
        {
            builder.AddInMemoryCollection(layer.ToDictionary(static pair => "ZeroTrust:" + pair.Key, static pair => pair.Value));
        }

        return builder.Build();
    }

    /// <summary>A service collection with the host's configuration and token validation from its section.</summary>
    public static IServiceCollection Services(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(configuration);
        services.AddZeroTrustCore().AddTokenValidation(configuration.GetSection("ZeroTrust"));
        return services;
    }

    /// <summary>The options as configured, not validated, with the faults found while reading.</summary>
    public static ZeroTrustOptions Read(params Dictionary<string, string?>[] layers)
    {
        using var provider = Services(Layers(layers)).BuildServiceProvider();
        var options = new ZeroTrustOptions();
        foreach (var configure in provider.GetServices<IConfigureOptions<ZeroTrustOptions>>())
        {
            configure.Configure(options);
        }

        return options;
    }

    public static ZeroTrustOptions ReadOne(string key, string? value) => Read(new Dictionary<string, string?> { [key] = value });
}
