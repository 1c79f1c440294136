using Microsoft.Extensions.Primitives;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>
/// The options of <c>Connection</c> (RFC 9110 §7.6.1). Whoever passes a request on leaves out the headers that they name, so a client could
/// have a header of ours left out: what names one goes.
/// </summary>
/// <param name="ours">The headers that no client may have left out.</param>
internal sealed class ConnectionOptions(HeaderSet ours)
{
    /// <summary>The options without those that name a header of ours; the same object when there are none.</summary>
    public StringValues Clean(StringValues connection)
    {
        foreach (var line in connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (ours.Contains(line.AsSpan()[range].Trim(" \t")))
                {
                    return Rebuild(connection);
                }
            }
        }

        return connection;
    }

    private StringValues Rebuild(StringValues connection)
    {
        var stays = connection
            .SelectMany(static line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(option => !ours.Contains(option))
            .ToArray();
        return stays.Length == 0 ? default : new StringValues(string.Join(", ", stays));
    }
}
