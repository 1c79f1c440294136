using System.Text;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Who acts for a user (RFC 8693 §4.1): this service first, then those named in the token that it got.</summary>
internal static class ActorChain
{
    /// <summary>The subjects of the chain, the newest first; null when it would be longer than a callee takes, or name one of them twice.</summary>
    public static IReadOnlyList<string>? Extend(string service, VerifiedToken token)
    {
        var chain = new List<string> { service };
        foreach (var claim in token.Claims)
        {
            if (string.Equals(claim.Name, "act", StringComparison.Ordinal) && !TryAppend(claim.Value, chain))
            {
                return null;
            }
        }

        return chain.Count <= ActorRule.MaxDepth ? chain : null;
    }

    private static bool TryAppend(string actor, List<string> chain)
    {
        using var json = StrictJson.Read(Encoding.UTF8.GetBytes(actor), stackalloc JsonNode[32]);
        if (!json.IsObject)
        {
            return false;
        }

        for (var at = json.Root; at.Exists; at = at.Find("act"u8))
        {
            var subject = at.Find("sub"u8);
            if (!subject.IsText || subject.IsEmptyText || chain.Count == ActorRule.MaxDepth)
            {
                return false;
            }

            var name = subject.GetString();
            if (chain.Contains(name, StringComparer.Ordinal))
            {
                return false;
            }

            chain.Add(name);
        }

        return true;
    }
}
