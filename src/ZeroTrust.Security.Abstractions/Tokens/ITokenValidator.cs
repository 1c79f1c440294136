namespace ZeroTrust.Security;

/// <summary>Proves access tokens. One instance serves all requests at once.</summary>
public interface ITokenValidator
{
    /// <summary>Validates a token that came alone: one that is bound to a certificate or another key is refused.</summary>
    /// <param name="token">The token text, without the <c>Bearer</c> prefix; at most 8 KiB unless configured.</param>
    /// <param name="cancellationToken">Ends a wait for signing keys. With the key at hand nothing waits.</param>
    /// <returns>The verified token, or the first check that failed. A bad token is a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The wait for signing keys was cancelled.</exception>
    ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken = default) =>
        ValidateAsync(token, default, cancellationToken);

    /// <summary>
    /// Runs the checks in the documented order: shape, issuer, type, algorithm, audience, times, key, signature, required claims,
    /// binding, revocation (RFC 7519 §7.2, RFC 8725 §3, RFC 8705 §3). The proof is compared on every call and never remembered.
    /// </summary>
    /// <param name="token">The token text, without the <c>Bearer</c> prefix; at most 8 KiB unless configured.</param>
    /// <param name="proof">What the request proves beside the token; the default is nothing.</param>
    /// <param name="cancellationToken">Ends a wait for signing keys. With the key at hand nothing waits.</param>
    /// <returns>The verified token, or the first check that failed. A bad token is a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The wait for signing keys was cancelled.</exception>
    ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, TokenProof proof, CancellationToken cancellationToken = default);
}
