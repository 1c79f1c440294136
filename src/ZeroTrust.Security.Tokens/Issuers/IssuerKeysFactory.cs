namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Makes the keys of an issuer from its settings: from an address, a file or the settings themselves.</summary>
internal sealed class IssuerKeysFactory(AddressGuard addresses, TimeProvider time)
{
    /// <summary>Which addresses may be configured and dialled.</summary>
    public AddressGuard Addresses { get; } = addresses;

    /// <summary>Makes the keys, not yet started: nothing is fetched before <see cref="IssuerKeys.Start"/> or the first request.</summary>
    public IssuerKeys Create(IssuerKeySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        throw new NotSupportedException($"No source of keys yet at {time.GetUtcNow()}.");
    }
}
