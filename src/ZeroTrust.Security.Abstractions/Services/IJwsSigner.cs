namespace ZeroTrust.Security;

/// <summary>
/// Signs with the active key of this service's ring (RFC 7515). Each use has a <c>typ</c> of its own (RFC 8725 §3.11), so that what was
/// signed for one is taken for no other. Threads may share it.
/// </summary>
public interface IJwsSigner
{
    /// <summary>Signs a payload.</summary>
    /// <param name="type">The <c>typ</c> of the header, such as <c>client-authentication+jwt</c>. Never <c>at+jwt</c> or <c>JWT</c>: those are access tokens, which only <see cref="IServiceTokenMinter"/> makes.</param>
    /// <param name="payload">The payload; 1 byte to 64 KiB.</param>
    /// <param name="cancellationToken">Ends a wait for the first key.</param>
    /// <returns>The signed payload in compact form.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is not a media type of one's own, or <paramref name="payload"/> is out of range.</exception>
    /// <exception cref="ServiceTokenException">There is no key.</exception>
    ValueTask<string> SignAsync(string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default);
}
