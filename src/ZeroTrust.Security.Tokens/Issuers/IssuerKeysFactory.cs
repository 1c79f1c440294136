using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Makes the keys of an issuer from its settings: from the settings themselves, a file or an address, in this order.</summary>
internal sealed class IssuerKeysFactory(
    AddressGuard addresses, IHostResolver resolver, IssuerMetrics metrics, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger("ZeroTrust.Security.Tokens.Issuers");

    /// <summary>Which addresses may be configured and dialled.</summary>
    public AddressGuard Addresses { get; } = addresses;

    /// <summary>Spreads the fetches of many instances. Numbers from 0 to less than 1.</summary>
    public Func<double> Jitter { get; init; } = RefreshPlan.SystemJitter;

    /// <summary>Makes the keys, not yet started: nothing is fetched before <see cref="IssuerKeys.Start"/> or the first request.</summary>
    public IssuerKeys Create(IssuerKeySettings settings)
    {
        var reader = settings.ForEncryption ? new EncryptionKeySetReader(time) : new KeySetReader(settings.Algorithms, time);
        if (settings.Jwks is not null)
        {
            return new StaticKeys(settings, reader, metrics, _logger, time);
        }

        return settings.JwksFile is { } file
            ? Refresh(settings, new FileKeySource(file, reader), RefreshPlan.ForFile(Jitter))
            : Refresh(settings, new RemoteKeySource(settings, Addresses, new DocumentFetcher(settings, Addresses, resolver), reader), RefreshPlan.ForAddress(settings.RefreshInterval, Jitter));
    }

    private RefreshedKeys Refresh(IssuerKeySettings settings, IKeySource source, RefreshPlan plan) =>
        new(settings, new KeyRefresher(settings, source, plan, new(settings, metrics, _logger), time), metrics, time);
}
