using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// The grant claims of a token as bytes: all that a permission set depends on beside the settings. Each claim stands with its kind and
/// length, in the order of the configured paths, so no two tokens whose grants differ have the same bytes.
/// </summary>
internal static class GrantKey
{
    private const int HeadBytes = 1 + sizeof(int);

    /// <summary>Writes the claims.</summary>
    /// <returns><see langword="false"/> when they do not fit, or when something on a path is no object.</returns>
    public static bool TryWrite(in JsonValue claims, IssuerProfile issuer, Span<byte> key, out int length)
    {
        var rest = key;
        var written = TryAppend(claims, issuer.PermissionClaims, ref rest)
            && TryAppend(claims, issuer.RoleClaims, ref rest)
            && TryAppend(claims, issuer.ScopeClaims, ref rest);
        length = key.Length - rest.Length;
        return written;
    }

    // One body for three calls: a token's first validation is long stretches of code run once, and the processor waits to fetch them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryAppend(in JsonValue claims, IReadOnlyList<ClaimPath> paths, ref Span<byte> rest)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (!ClaimPathReading.TryFollow(claims, paths[i], out var claim) || claim.Raw is var raw && raw.Length > rest.Length - HeadBytes)
            {
                return false;
            }

            rest[0] = (byte)claim.Kind;
            BinaryPrimitives.WriteInt32LittleEndian(rest[1..], raw.Length);
            raw.CopyTo(rest[HeadBytes..]);
            rest = rest[(HeadBytes + raw.Length)..];
        }

        return true;
    }
}
