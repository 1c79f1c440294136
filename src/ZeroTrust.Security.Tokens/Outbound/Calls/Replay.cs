using System.Net.Http.Json;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Whether a request can be sent a second time: its content is at hand as a whole, or there is none.</summary>
internal static class Replay
{
    public static bool IsPossible(HttpContent? content) => content switch
    {
        null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent => true,
        MultipartContent parts => parts.All(IsPossible),
        _ => false,
    };
}
