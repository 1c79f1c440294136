using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Tokens;

/// <summary>Keys that are there and never change.</summary>
internal sealed class StaticIssuerKeys(IssuerKeySet keys) : IIssuerKeys
{
    public IssuerKeySet? Current { get; } = keys;

    public ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken) => new(KeyFetch.NotAllowed);
}
