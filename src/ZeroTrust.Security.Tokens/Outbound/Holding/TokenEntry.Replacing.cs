namespace ZeroTrust.Security.Tokens.Outbound;

/// <content>A token that a service refused is replaced, once for all calls that used it.</content>
internal sealed partial class TokenEntry
{
    /// <summary>A token in place of one that was refused.</summary>
    public async ValueTask<ServiceToken> ReplaceAsync(ServiceTokenRequest request, ServiceToken refused, CancellationToken cancellationToken)
    {
        if (FindReplacement(request, refused, out var flight) is { } other)
        {
            return other;
        }

        var outcome = flight is null ? new(null, Fault()) : await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!outcome.Succeeded)
        {
            throw Anew(outcome.Fault);
        }

        return AreSame(outcome.Held.Token, refused)
            ? throw new ServiceTokenException(ServiceTokenFailure.RefusedAgain, $"The source of client '{_fetch.Client}' gives the token again that the service refused.")
            : outcome.Held.Token;
    }

    private static bool AreSame(ServiceToken one, ServiceToken other) => string.Equals(one.Reveal(), other.Reveal(), StringComparison.Ordinal);

    private ServiceToken? FindReplacement(ServiceTokenRequest request, ServiceToken refused, out Task<FetchOutcome>? flight)
    {
        lock (_gate)
        {
            flight = null;
            if (_held is { } held && !AreSame(held.Token, refused) && _surroundings.Clock.Now().UtcTicks < held.ExpiresAt)
            {
                return held.Token;
            }

            if (_flight.TryJoin(out flight))
            {
                return null;
            }

            if (!_replacements.MayReplace)
            {
                throw new ServiceTokenException(ServiceTokenFailure.RefusedAgain, $"The service that client '{_fetch.Client}' calls refuses tokens that were only just had.");
            }

            if (TryBoard(request, out flight))
            {
                _replacements.Replaced();
            }

            return null;
        }
    }
}
