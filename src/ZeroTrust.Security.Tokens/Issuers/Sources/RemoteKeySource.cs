namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Gets the keys of an issuer from its configured address, or from the one its discovery document names.</summary>
internal sealed class RemoteKeySource(IssuerKeySettings settings, AddressGuard addresses, IDocumentFetcher fetcher, KeySetReader reader) : IKeySource
{
    private readonly bool _behindProxy = settings.Proxy is not null;

    public async Task<KeyLoad> LoadAsync(CancellationToken cancellationToken)
    {
        var (address, problem) = settings.JwksUri is null
            ? await DiscoverAsync(cancellationToken).ConfigureAwait(false)
            : Accept(settings.JwksUri);
        if (address is null)
        {
            return KeyLoad.Failed(problem!);
        }

        // Without its query, which may hold a key of its own.
        var document = await fetcher.FetchAsync(address, cancellationToken).ConfigureAwait(false);
        return document.Succeeded ? reader.Read(document.Body) : KeyLoad.Failed($"{address.GetLeftPart(UriPartial.Path)}: {document.Problem}");
    }

    private async Task<(Uri? Address, string? Problem)> DiscoverAsync(CancellationToken cancellationToken)
    {
        var (authority, problem) = Accept(settings.Authority);
        if (authority is null || authority.Query.Length > 0)
        {
            return (null, problem ?? "The authority has a query, which a discovery document has no place for.");
        }

        // OpenID Connect Discovery 1.0 §4.1: one slash at the end is dropped, then the well-known path is added.
        var metadata = new Uri($"{settings.Authority!.TrimEnd('/')}/.well-known/openid-configuration");
        var document = await fetcher.FetchAsync(metadata, cancellationToken).ConfigureAwait(false);
        if (!document.Succeeded)
        {
            return (null, $"{metadata}: {document.Problem}");
        }

        return DiscoveryReader.TryRead(document.Body, settings.Identifier, out var keyAddress, out problem)
            ? AcceptDiscovered(keyAddress, authority)
            : (null, problem);
    }

    private (Uri? Address, string? Problem) AcceptDiscovered(string keyAddress, Uri authority)
    {
        var (address, problem) = Accept(keyAddress);
        if (address is null)
        {
            return (null, $"The jwks_uri of the discovery document {problem}.");
        }

        if (authority.Scheme == Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttps)
        {
            return (null, "The jwks_uri of the discovery document leaves https.");
        }

        return IsKnownHost(address.Host, authority)
            ? (address, null)
            : (null, $"The jwks_uri of the discovery document is on host \"{address.Host}\". Add it to KeyHosts if the issuer keeps its keys there.");
    }

    private bool IsKnownHost(string host, Uri authority) =>
        host.Equals(authority.Host, StringComparison.OrdinalIgnoreCase) || settings.KeyHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private (Uri? Address, string? Problem) Accept(string? text) =>
        addresses.TryAccept(text, _behindProxy, out var address, out var fault) ? (address, null) : (null, fault);
}
