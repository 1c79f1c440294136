namespace ZeroTrust.Security;

/// <summary>Signs tokens that prove this service to others, within what its configuration grants it. Threads may share it.</summary>
public interface IServiceTokenMinter
{
    /// <summary>Mints a token: <c>at+jwt</c> (RFC 9068) with a new <c>jti</c>. Nothing is remembered; <see cref="IServiceTokenProvider"/> does that.</summary>
    /// <param name="request">What it is to say.</param>
    /// <param name="cancellationToken">Ends a wait for the first key. With a key at hand nothing waits.</param>
    /// <returns>The token.</returns>
    /// <exception cref="ServiceTokenException">It asks for more than is granted, or there is no key.</exception>
    ValueTask<ServiceToken> MintAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default);
}
