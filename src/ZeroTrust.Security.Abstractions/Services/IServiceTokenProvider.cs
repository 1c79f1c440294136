namespace ZeroTrust.Security;

/// <summary>
/// Has the tokens that prove this service to others, whatever their source: minted here, an authorization server, a mounted file. Called
/// once a request to another service, by many threads; with a token at hand it completes at once.
/// </summary>
public interface IServiceTokenProvider
{
    /// <summary>A token that is good now and for as long as a call takes.</summary>
    /// <param name="request">What it is to say.</param>
    /// <param name="cancellationToken">Ends this wait; others that wait for the same token go on.</param>
    /// <returns>The token, shared by all who ask for the same.</returns>
    /// <exception cref="ServiceTokenException">There is none: see <see cref="ServiceTokenException.Failure"/>.</exception>
    ValueTask<ServiceToken> GetTokenAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>A token in place of one that the other service refused. Of all who ask in place of the same one, one causes the work.</summary>
    /// <param name="request">What it is to say.</param>
    /// <param name="refused">The token that was refused with 401.</param>
    /// <param name="cancellationToken">Ends this wait.</param>
    /// <returns>A token that is not <paramref name="refused"/>.</returns>
    /// <exception cref="ServiceTokenException">There is none.</exception>
    ValueTask<ServiceToken> ReplaceTokenAsync(ServiceTokenRequest request, ServiceToken refused, CancellationToken cancellationToken = default);
}
