using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Leaves keys as they are: for Development, where nothing else was configured. The ring marks keys that were made there.</summary>
internal sealed class NoKeyProtector : IKeyProtector
{
    private const byte Form = 0;

    public ValueTask<byte[]> ProtectAsync(Secret key, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(key.Reveal(0, static (bytes, _) => (byte[])[Form, .. bytes]));
    }

    public ValueTask<Secret> UnprotectAsync(ReadOnlyMemory<byte> protectedKey, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default) =>
        protectedKey.Length > 1 && protectedKey.Span[0] == Form
            ? new(new Secret(protectedKey.Span[1..]))
            : throw new CryptographicException("The key was wrapped, and there is nothing here to open it with.");
}
