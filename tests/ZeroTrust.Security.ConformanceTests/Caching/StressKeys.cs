using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Keys that a test replaces while threads read them; there are no others to fetch.</summary>
internal sealed class StressKeys(IssuerKeySet? keys) : IIssuerKeys
{
    private volatile IssuerKeySet? _current = keys;

    public IssuerKeySet? Current
    {
        get => _current;
        set => _current = value;
    }

    public ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken) => new(KeyFetch.NotAllowed);
}
