namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Gets the keys of one issuer once. Called by one caller at a time.</summary>
internal interface IKeySource
{
    /// <summary>Gets and checks the keys.</summary>
    /// <param name="cancellationToken">Ends when the issuer leaves the settings or the time for a fetch is over.</param>
    Task<KeyLoad> LoadAsync(CancellationToken cancellationToken);
}
