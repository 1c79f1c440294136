using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>Registers how the settings of encryption are read and checked, and the keys of the recipients.</summary>
internal static class RecipientServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(IRecipientKeys)))
        {
            return;
        }

        ZeroTrustTokensBuilderExtensions.AddSurroundings(services);
        services.AddSingleton(new ZeroTrustSettingName(EncryptionReader.Name));
        services.AddOptions<EncryptionOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<EncryptionOptions>>(static provider => new EncryptionReader(
            provider.GetServices<ZeroTrustSection>(), provider.GetServices<EncryptionSection>(), provider.GetService<IConfiguration>()));
        services.AddSingleton<IPostConfigureOptions<EncryptionOptions>, EncryptionNameFallback>();
        services.AddSingleton<IValidateOptions<EncryptionOptions>>(static provider => new EncryptionOptionsValidator(
            provider.GetRequiredService<AddressGuard>(), provider.GetRequiredService<SettingFiles>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IRecipientKeys>(static provider => new RecipientKeys(KeysOf(provider)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RecipientStartup>());
    }

    private static IEnumerable<IssuerKeys> KeysOf(IServiceProvider provider)
    {
        var factory = new IssuerKeysFactory(
            provider.GetRequiredService<AddressGuard>(),
            provider.GetRequiredService<IHostResolver>(),
            new(provider.GetService<IMeterFactory>(), "recipient"),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            provider.GetRequiredService<TimeProvider>());
        var files = provider.GetRequiredService<SettingFiles>();
        foreach (var (name, recipient) in provider.GetRequiredService<IOptions<EncryptionOptions>>().Value.Recipients)
        {
            yield return factory.Create(SettingsOf(name, recipient.AsIssuer(name), files));
        }
    }

    private static IssuerKeySettings SettingsOf(string name, IssuerOptions issuer, SettingFiles files) => new()
    {
        IssuerName = name,
        Identifier = issuer.Issuer!,
        Algorithms = new([]),
        ForEncryption = true,
        Authority = issuer.Authority,
        JwksUri = issuer.JwksUri,
        Jwks = issuer.Jwks,
        JwksFile = issuer.JwksFile is { } file ? files.Resolve(file) : null,
        KeyHosts = new(issuer.KeyHosts),
        CertificateAuthoritiesFile = issuer.CertificateAuthoritiesFile is { } authorities ? files.Resolve(authorities) : null,
        Proxy = issuer.Proxy,
        RefreshInterval = issuer.RefreshInterval,
        LastKnownGood = issuer.LastKnownGood,

        // Longer than a request waits to be judged: what is not sealed is not sent at all, and only the first key is waited for.
        KeyWait = KeyRefresher.FetchTimeout,
    };
}
