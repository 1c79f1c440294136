using System.Buffers;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Signs with the active key of the ring what is no access token. Threads may share it.</summary>
internal sealed class RingJwsSigner(ServiceKeyRing ring) : IJwsSigner
{
    private const int MaxPayloadBytes = 64 * 1024;
    private const int MaxTypeLength = 64;

    private static readonly SearchValues<char> TypeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._/");

    public async ValueTask<string> SignAsync(string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        if (!IsOwnType(type))
        {
            throw new ArgumentException("Use a media type of its own: access tokens are made by the minter alone.", nameof(type));
        }

        if (payload.Length is 0 or > MaxPayloadBytes)
        {
            throw new ArgumentException($"Use 1 to {MaxPayloadBytes} bytes.", nameof(payload));
        }

        var key = await ring.GetSigningKeyAsync(cancellationToken).ConfigureAwait(false);
        return CompactJws.Sign(key, key.HeaderOf(type), payload.Span);
    }

    // What MediaType takes for a token, in any case and with or without the prefix.
    private static bool IsOwnType(string? type)
    {
        if (type is not { Length: > 0 and <= MaxTypeLength } || type.AsSpan().ContainsAnyExcept(TypeCharacters))
        {
            return false;
        }

        var name = type.AsSpan(type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) ? "application/".Length : 0);
        return !name.Equals("at+jwt", StringComparison.OrdinalIgnoreCase) && !name.Equals("JWT", StringComparison.OrdinalIgnoreCase) && !name.IsEmpty;
    }
}
