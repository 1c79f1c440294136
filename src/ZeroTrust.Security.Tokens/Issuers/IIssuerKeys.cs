namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Where the keys of one issuer come from: an address, a file or the settings themselves.</summary>
internal interface IIssuerKeys
{
    /// <summary>The keys to verify with now. Null when none were ever had, or when the last good set is past its bound. One volatile read.</summary>
    IssuerKeySet? Current { get; }

    /// <summary>
    /// Called when <see cref="Current"/> is null or lacks the key: waits for a fetch, within the budget that bounds them, and says
    /// whether to look again. Single flight: all callers share one fetch.
    /// </summary>
    /// <param name="keyId">The <c>kid</c> looked for; null for a token without one.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not the fetch.</param>
    ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken);
}
