using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>The <c>kid</c> of a key of ours: 256 bits of its public part, which nobody chooses.</summary>
internal static class KeyThumbprint
{
    /// <param name="publicPart">The canonical form of the public JWK (RFC 7638 §3.2).</param>
    public static string Of(string publicPart) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(publicPart)));
}
