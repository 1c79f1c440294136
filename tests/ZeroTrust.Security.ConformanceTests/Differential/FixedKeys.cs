using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>Keys at hand, and no others to fetch.</summary>
internal sealed class FixedKeys(IssuerKeySet keys) : IIssuerKeys
{
    public IssuerKeySet? Current => keys;

    public ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken) => new(KeyFetch.NotAllowed);
}
