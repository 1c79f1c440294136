using System.Buffers.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

internal static class JwkMember
{
    /// <summary>The bytes of a member (RFC 7518 §2).</summary>
    public static byte[] Decoded(this JsonElement member) => Base64Url.DecodeFromChars(member.GetString());
}
