using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Tests.TestTokens;

/// <summary>Keys at hand, and what a fetch would do.</summary>
internal sealed class TestIssuerKeys(params VerificationKey[] keys) : IIssuerKeys
{
    private int _fetches;

    public IssuerKeySet? Current { get; set; } = new(keys);

    public int Fetches => _fetches;

    public string? LastKeyId { get; private set; }

    /// <summary>What a fetch does; by default none is allowed.</summary>
    public Func<ValueTask<KeyFetch>> OnFetch { get; set; } = static () => new(KeyFetch.NotAllowed);

    public ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        LastKeyId = keyId;
        return OnFetch();
    }
}
