using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>
/// The tokens that callers from outside pass on to the services behind the gateway: with the user as their subject and the gateway as their
/// actor (RFC 8693 §4.1). One is minted for each verified token and service, and kept beside the verified token itself: so it is found only
/// by a request whose own token has just been validated, and is gone with what the validator remembers of it. Threads may share it.
/// </summary>
/// <param name="minter">Mints them.</param>
/// <param name="clock">Says when they end.</param>
/// <param name="ring">What the minter signs with: a change of it has every token minted anew, since the key of one may have been revoked. Null for a minter with keys elsewhere.</param>
internal sealed class InternalTokens(IServiceTokenMinter minter, TimeProvider clock, IKeyRing? ring = null)
{
    // Weak: the validator decides how many verified tokens there are, and no token outlives the one it was minted for.
    private readonly ConditionalWeakTable<VerifiedToken, KeptTokens> _kept = [];

    /// <summary>Finds a token that was minted before. Nothing is allocated.</summary>
    public bool TryFind(VerifiedToken outside, string audience, [NotNullWhen(true)] out KeptToken? kept)
    {
        kept = _kept.TryGetValue(outside, out var tokens) ? tokens.Find(audience, clock.GetUtcNow().UtcTicks, ring?.Keys) : null;
        return kept is not null;
    }

    /// <summary>The token for a service, for code that asks.</summary>
    /// <exception cref="ServiceTokenException">There is none.</exception>
    public ValueTask<ServiceToken?> GetAsync(VerifiedToken? outside, string audience, CancellationToken cancellationToken)
    {
        if (outside is not { Caller.User: not null })
        {
            return Refuse("A gateway speaks for users alone, and the caller proved to be none by a token.");
        }

        if (TryFind(outside, audience, out var kept))
        {
            return kept.Problem is { } problem ? Refuse(problem) : new(kept.Token);
        }

        return HasEnded(outside) ? Refuse("The token of the caller has ended.") : AwaitMintedAsync(outside, audience, cancellationToken);
    }

    /// <summary>Has a token minted.</summary>
    /// <param name="outside">Of a user, and not at its end.</param>
    /// <param name="audience">The service.</param>
    /// <exception cref="ServiceTokenException">There is no key.</exception>
    public Task<KeptToken> MintAsync(VerifiedToken outside, string audience) =>
        _kept.GetValue(outside, static _ => new()).MintAsync(outside, audience, minter, clock, ring);

    /// <summary>Whether a token has come to its end; within the skew of clocks it is still valid, and no other can be minted for it.</summary>
    public bool HasEnded(VerifiedToken outside) => outside.ExpiresAt <= clock.GetUtcNow();

    private static ValueTask<ServiceToken?> Refuse(string why) =>
        ValueTask.FromException<ServiceToken?>(new ServiceTokenException(ServiceTokenFailure.NotGranted, why));

    private async ValueTask<ServiceToken?> AwaitMintedAsync(VerifiedToken outside, string audience, CancellationToken cancellationToken) =>
        (await MintAsync(outside, audience).WaitAsync(cancellationToken).ConfigureAwait(false)).Token;
}
