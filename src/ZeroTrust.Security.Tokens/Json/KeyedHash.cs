using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>A hash of bytes with a key of this process, so that nobody can choose texts that collide (CVE-2011-3414).</summary>
internal static class KeyedHash
{
    // The platform's string hash is keyed anew in each process; bytes are given to it two at a time.
    public static int Of(ReadOnlySpan<byte> utf8)
    {
        var pairs = MemoryMarshal.Cast<byte, char>(utf8);
        var last = utf8.Length % 2 == 0 ? 0 : utf8[^1] + 1;
        return string.GetHashCode(pairs, StringComparison.Ordinal) ^ (last * 0x01000193);
    }
}
