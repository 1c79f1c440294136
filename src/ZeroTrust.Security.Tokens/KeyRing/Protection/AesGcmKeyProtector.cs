using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// Wraps keys with AES-256-GCM (NIST SP 800-38D) under a key-encryption key. The form: version, name of the key-encryption key, nonce, tag,
/// ciphertext; version, name and context are authenticated. The previous key-encryption key still opens.
/// </summary>
internal sealed class AesGcmKeyProtector : IKeyProtector, IDisposable
{
    public const int KeyBytes = 32;

    private const byte Form = 1;
    private const int NameBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NameBytes;

    private readonly KeyEncryptionKey _current;
    private readonly KeyEncryptionKey? _previous;

    /// <param name="current">Wraps and opens; 32 bytes. Disposed with the protector.</param>
    /// <param name="previous">Only opens.</param>
    /// <exception cref="ArgumentException">A key is not of 32 bytes.</exception>
    public AesGcmKeyProtector(Secret current, Secret? previous = null)
    {
        _current = new(current);
        _previous = previous is null ? null : new(previous);
    }

    public ValueTask<byte[]> ProtectAsync(Secret key, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(key.Reveal((_current, context), static (bytes, with) => Wrap(bytes, with._current, with.context.Span)));
    }

    public ValueTask<Secret> UnprotectAsync(ReadOnlyMemory<byte> protectedKey, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default) =>
        new(Open(protectedKey.Span, context.Span));

    /// <summary>Whether a key is wrapped under the current key-encryption key.</summary>
    public bool IsUnderCurrent(ReadOnlyMemory<byte> protectedKey) =>
        protectedKey.Length > HeaderBytes && protectedKey.Span[1..HeaderBytes].SequenceEqual(_current.Name);

    public void Dispose()
    {
        _current.Dispose();
        _previous?.Dispose();
    }

    private static byte[] Wrap(ReadOnlySpan<byte> key, KeyEncryptionKey by, ReadOnlySpan<byte> context)
    {
        var wrapped = new byte[HeaderBytes + NonceBytes + TagBytes + key.Length];
        wrapped[0] = Form;
        by.Name.CopyTo(wrapped.AsSpan(1));
        RandomNumberGenerator.Fill(wrapped.AsSpan(HeaderBytes, NonceBytes));
        var body = wrapped.AsSpan(HeaderBytes);
        using var cipher = by.CreateCipher(TagBytes);
        cipher.Encrypt(body[..NonceBytes], key, body[(NonceBytes + TagBytes)..], body.Slice(NonceBytes, TagBytes), Bind(wrapped, context));
        return wrapped;
    }

    private static byte[] Bind(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => [.. wrapped[..HeaderBytes], .. context];

    private Secret Open(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        var body = wrapped.Length > HeaderBytes + NonceBytes + TagBytes && wrapped[0] == Form
            ? wrapped[HeaderBytes..]
            : throw new CryptographicException("This is no wrapped key.");
        var key = Array.Find([_current, _previous], HasName(wrapped[1..HeaderBytes].ToArray()))
            ?? throw new CryptographicException("The key was wrapped with another key-encryption key.");

        var room = GC.AllocateUninitializedArray<byte>(body.Length - NonceBytes - TagBytes, pinned: true);
        try
        {
            using var cipher = key.CreateCipher(TagBytes);
            cipher.Decrypt(body[..NonceBytes], body[(NonceBytes + TagBytes)..], body.Slice(NonceBytes, TagBytes), room, Bind(wrapped, context));
            return new(room);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(room);
        }
    }

    private static Predicate<KeyEncryptionKey?> HasName(byte[] name) => key => key is not null && key.Name.SequenceEqual(name);
}
