using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// The chain of actors of a delegated token (RFC 8693 §4.1), the newest first: each an object with a subject, none of them twice, and
/// not too many. Only the newest is anybody's who can be checked; those within it are for the record.
/// </summary>
internal static class ActorRule
{
    public const int MaxDepth = 4;

    /// <summary>Checks the form of the chain.</summary>
    public static TokenFailure Check(in TokenClaims claims)
    {
        var depth = 0;
        var newest = claims[RegisteredClaim.Actor];
        for (var actor = newest; actor.Exists; actor = actor.Find("act"u8))
        {
            var subject = actor.Find("sub"u8);
            if (++depth > MaxDepth || !subject.IsText || subject.IsEmptyText || IsAmong(subject, newest, depth - 1))
            {
                return TokenFailure.ClaimInvalid;
            }
        }

        return TokenFailure.None;
    }

    /// <summary>Whether the newest actor is the service that the token proves, by the name it has here or the one its issuer gives its client.</summary>
    public static bool IsNewest(in TokenClaims claims, string service, string? client)
    {
        var subject = claims[RegisteredClaim.Actor].Find("sub"u8);
        return subject.TextEquals(service) || (client is not null && subject.TextEquals(client));
    }

    /// <summary>The actors before the newest one, the newest of them first. The chain was checked.</summary>
    public static IReadOnlyList<string> Earlier(in TokenClaims claims)
    {
        List<string>? earlier = null;
        for (var actor = claims[RegisteredClaim.Actor].Find("act"u8); actor.Exists; actor = actor.Find("act"u8))
        {
            (earlier ??= []).Add(actor.Find("sub"u8).GetString());
        }

        return earlier is null ? [] : earlier.AsReadOnly();
    }

    // A call that comes round again is no chain of one service acting for the next.
    private static bool IsAmong(JsonValue subject, JsonValue newest, int count)
    {
        var actor = newest;
        for (var i = 0; i < count; i++, actor = actor.Find("act"u8))
        {
            if (actor.Find("sub"u8).TextEquals(subject))
            {
                return true;
            }
        }

        return false;
    }
}
