using System.Collections.Concurrent;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A validator that knows its tokens by heart, so that the pipeline can be tested alone.</summary>
internal sealed class StubTokens : ITokenValidator
{
    private readonly ConcurrentDictionary<string, TokenVerdict> _verdicts = new(StringComparer.Ordinal);
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Makes the validator wait for this, as it waits for keys.</summary>
    public Task? Wait { get; set; }

    public string Add(string token, Caller caller, params TokenClaim[] claims)
    {
        _verdicts[token] = TokenVerdict.Accept(new()
        {
            IssuerName = caller.User?.IssuerName ?? caller.Service!.IssuerName,
            Caller = caller,
            ExpiresAt = DateTimeOffset.MaxValue,
            Claims = claims,
        });
        return token;
    }

    public string Refuse(string token, TokenFailure failure, UnverifiedToken? unverified = null)
    {
        _verdicts[token] = TokenVerdict.Refuse(failure, unverified);
        return token;
    }

    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, TokenProof proof, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        var verdict = _verdicts.TryGetValue(token.ToString(), out var known)
            ? known
            : TokenVerdict.Refuse(TokenFailure.Malformed);
        return Wait is { } wait ? new(After(wait, verdict)) : new(verdict);
    }

    private static async Task<TokenVerdict> After(Task wait, TokenVerdict verdict)
    {
        await wait;
        return verdict;
    }
}
