using System.Buffers.Text;
using System.Text;

namespace ZeroTrust.Security.Testing;

/// <summary>Changes the text of a finished token, as somebody on the way would.</summary>
public static class Tamper
{
    /// <summary>Flips one bit of the signature's first byte.</summary>
    /// <param name="token">A compact token.</param>
    /// <returns>The same header and payload with a signature that does not verify.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null, or has not three parts.</exception>
    public static string FlipSignature(string token)
    {
        var parts = Split(token);
        var signature = Base64Url.DecodeFromChars(parts[2]);
        signature[0] ^= 1;
        return Join(parts[0], parts[1], Base64Url.EncodeToString(signature));
    }

    /// <summary>Cuts bytes off the end of the signature.</summary>
    /// <param name="token">A compact token.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <returns>The token with a shorter signature in canonical base64url.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null, or has not three parts.</exception>
    public static string CutSignature(string token, int bytes = 1)
    {
        var parts = Split(token);
        var signature = Base64Url.DecodeFromChars(parts[2]);
        return Join(parts[0], parts[1], Base64Url.EncodeToString(signature.AsSpan(0, signature.Length - bytes)));
    }

    /// <summary>Empties the signature and leaves its dot.</summary>
    /// <param name="token">A compact token.</param>
    /// <returns>Header, payload and nothing.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null, or has not three parts.</exception>
    public static string DropSignature(string token)
    {
        var parts = Split(token);
        return Join(parts[0], parts[1], "");
    }

    /// <summary>Puts another header before the same payload and signature.</summary>
    /// <param name="token">A compact token.</param>
    /// <param name="text">The header's text before encoding.</param>
    /// <returns>The token, whose signature no longer fits.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null, or has not three parts.</exception>
    public static string SwapHeader(string token, string text)
    {
        var parts = Split(token);
        return Join(Encode(text), parts[1], parts[2]);
    }

    /// <summary>Puts another payload between the same header and signature.</summary>
    /// <param name="token">A compact token.</param>
    /// <param name="text">The payload's text before encoding.</param>
    /// <returns>The token, whose signature no longer fits.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null, or has not three parts.</exception>
    public static string SwapPayload(string token, string text)
    {
        var parts = Split(token);
        return Join(parts[0], Encode(text), parts[2]);
    }

    private static string[] Split(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var parts = token.Split('.');
        return parts.Length == 3 ? parts : throw new ArgumentException("Not a compact token: it has not three parts.", nameof(token));
    }

    private static string Join(string header, string payload, string signature) => $"{header}.{payload}.{signature}";

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
