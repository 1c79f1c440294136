using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>What a token keeps alive in the cache, over-estimated: its claims count as read, and whatever they hold twice as text.</summary>
internal static class TokenCost
{
    // The entry, its places in the table, the queue and the heap, the verified token with its caller, and the headers of arrays.
    private const int Fixed = 1024;

    // A set of names, and of each name its string and its part of the set's tables.
    private const int Set = 320;
    private const int Name = 128;

    // A claim: its place in the list, and two strings.
    private const int Claim = 80;

    public static long Of(int length, ReadOnlySpan<byte> payload, VerifiedToken token, TrustSnapshot trust)
    {
        var permissions = token.Caller.Permissions;
        long names = permissions.Permissions.Count + permissions.Scopes.Count + permissions.Roles.Count;

        // Each claim but the first comes after a comma; those within texts are counted too.
        var claims = payload.Count((byte)',') + 1;
        return Fixed + length + payload.Length
            + (3 * Set) + (names * Name) + GrantedBytes(permissions, trust)
            + (claims * Claim)
            + (4L * payload.Length);
    }

    // Patterns of local roles are cut, which makes strings of their own.
    private static long GrantedBytes(PermissionSet permissions, TrustSnapshot trust)
    {
        long bytes = 0;
        if (permissions.Roles.Count > 0 && trust.Roles.Count > 0)
        {
            foreach (var role in permissions.Roles)
            {
                if (trust.Roles.TryGetValue(role, out var granted))
                {
                    bytes += granted.Count * Name;
                }
            }
        }

        return bytes;
    }
}
