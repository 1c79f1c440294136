using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The secret under which keys are hashed: with a copy of the store and without it, nobody can try a guess.</summary>
internal sealed class Pepper : IDisposable
{
    public const int MinBytes = 32;

    private const int NameBytes = 8;

    private readonly Secret _value;

    /// <exception cref="ArgumentException">The value is shorter than 32 bytes.</exception>
    public Pepper(Secret value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value.Length >= MinBytes ? value : throw new ArgumentException($"A pepper has at least {MinBytes} bytes.", nameof(value));

        Span<byte> hash = stackalloc byte[ApiKeyVersion.HashBytes];
        Hash("zerotrust-apikey pepper name"u8, hash);
        Name = Convert.ToHexStringLower(hash[..NameBytes]);
    }

    /// <summary>Derived from the value, and tells nothing of it.</summary>
    public string Name { get; }

    /// <summary>HMAC-SHA-256 (RFC 2104) under the pepper.</summary>
    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash) =>
        _value.Reveal(new Work(text, hash), static (pepper, work) => HMACSHA256.HashData(pepper, work.Text, work.Hash));

    public void Dispose() => _value.Dispose();

    private readonly ref struct Work(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        public ReadOnlySpan<byte> Text { get; } = text;

        public Span<byte> Hash { get; } = hash;
    }
}
