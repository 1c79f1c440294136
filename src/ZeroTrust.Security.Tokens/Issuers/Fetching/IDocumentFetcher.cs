namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Gets the discovery document or the key set of one issuer.</summary>
internal interface IDocumentFetcher
{
    /// <summary>Gets one document whole. A failure of any kind is a result; only the end of <paramref name="cancellationToken"/> may be thrown.</summary>
    Task<FetchedDocument> FetchAsync(Uri address, CancellationToken cancellationToken);
}
