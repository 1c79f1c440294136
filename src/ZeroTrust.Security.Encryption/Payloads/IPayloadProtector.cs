namespace ZeroTrust.Security;

/// <summary>
/// Encrypts data for one named service, which alone can read it, whoever carries or stores it on the way. Messages are JWE in the compact form
/// (RFC 7516 §7.1). Each is bound to its recipient and to its kind. Threads may share it.
/// </summary>
public interface IPayloadProtector
{
    /// <summary>Seals data for a service.</summary>
    /// <param name="service">The name of the recipient, as it is configured.</param>
    /// <param name="type">What kind of message it is, such as <c>card-number</c>: 1 to 64 letters, digits and <c>+-._/</c>. It opens as no other.</param>
    /// <param name="plaintext">The data; at most <c>Encryption:MaxPlaintextBytes</c>, and empty where that is meant.</param>
    /// <param name="cancellationToken">Ends a wait for the recipient's keys. With a key at hand nothing waits.</param>
    /// <returns>The message, in letters, digits, <c>-</c>, <c>_</c> and four dots.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is none.</exception>
    /// <exception cref="PayloadSealException">The service is not configured, its key cannot be had, or the data is too long.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    ValueTask<string> SealAsync(string service, string type, ReadOnlyMemory<byte> plaintext, CancellationToken cancellationToken = default);

    /// <summary>The same where nothing can wait, such as in a serialiser: only with a key at hand.</summary>
    /// <param name="service">The name of the recipient, as it is configured.</param>
    /// <param name="type">What kind of message it is.</param>
    /// <param name="plaintext">The data.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is none.</exception>
    /// <exception cref="PayloadSealException">The service is not configured, its key is not at hand, or the data is too long.</exception>
    string Seal(string service, string type, ReadOnlySpan<byte> plaintext);

    /// <summary>Opens a message that was sealed for this service.</summary>
    /// <param name="type">The one kind of message that is expected here.</param>
    /// <param name="message">The message, of any origin.</param>
    /// <returns>The content, or that it is not opened. A bad message is a result, not an exception.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is none.</exception>
    OpenedPayload Open(string type, ReadOnlySpan<char> message);
}
