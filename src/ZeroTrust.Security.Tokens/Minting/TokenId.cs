using System.Buffers.Text;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>The identifier of a token (<c>jti</c>, RFC 7519 §4.1.7): 128 bits of the system's generator, which nobody can guess.</summary>
internal static class TokenId
{
    /// <summary>The length of the bits in base64url.</summary>
    public const int Length = 22;

    private const int Bytes = 16;

    /// <summary>Writes a new one into <see cref="Length"/> bytes.</summary>
    public static void Draw(Span<byte> text)
    {
        Span<byte> bits = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bits);
        Base64Url.EncodeToUtf8(bits, text, out _, out _);
    }
}
