using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The bytes of a cut token: its parts decoded, and its signing input as ASCII.</summary>
internal readonly ref struct CompactBytes
{
    private readonly Span<byte> _used;
    private readonly byte[]? _rented;

    private CompactBytes(Span<byte> room, byte[]? rented, in CompactToken token)
    {
        _used = room;
        _rented = rented;
        var text = Take(ref room, token.Text.Length, out var ascii);
        Ascii.FromUtf16(token.Text, ascii, out _);
        SigningInput = text[..token.SigningInput.Length];

        // Out of the copy that the signature covers: what is read is what is verified, whatever happens to the text meanwhile.
        Header = Decode(ref room, SigningInput[..token.Header.Length]);
        Payload = Decode(ref room, SigningInput[(token.Header.Length + 1)..]);
        Signature = Decode(ref room, text[^token.Signature.Length..]);
    }

    public ReadOnlySpan<byte> SigningInput { get; }

    public ReadOnlySpan<byte> Header { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>Decodes a token.</summary>
    /// <param name="token">The parts, known to be canonical.</param>
    /// <param name="scratch">Room for an ordinary token; a longer one is decoded into a rented buffer.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CompactBytes Decode(in CompactToken token, Span<byte> scratch)
    {
        var length = token.Text.Length + Base64UrlPart.DecodedLength(token.Header.Length)
            + Base64UrlPart.DecodedLength(token.Payload.Length) + Base64UrlPart.DecodedLength(token.Signature.Length);
        if (length <= scratch.Length)
        {
            return new(scratch[..length], null, token);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        return new(rented.AsSpan(0, length), rented, token);
    }

    /// <summary>Clears what was written, and returns a rented buffer. Nothing read from it is used after this.</summary>
    public void Dispose()
    {
        _used.Clear();
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private static ReadOnlySpan<byte> Decode(scoped ref Span<byte> room, scoped ReadOnlySpan<byte> text)
    {
        var bytes = Take(ref room, Base64UrlPart.DecodedLength(text.Length), out var writable);

        // A part that does not decode would be a fault in IsCanonical: no bytes, which nothing accepts as a header or signature.
        return Base64UrlPart.TryDecode(text, writable) ? bytes : default;
    }

    private static ReadOnlySpan<byte> Take(scoped ref Span<byte> room, int length, out Span<byte> taken)
    {
        taken = room[..length];
        room = room[length..];
        return taken;
    }
}
