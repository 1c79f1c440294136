using System.Globalization;
using System.Text.Json;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary>Which events are asked for.</summary>
/// <param name="Actor">Who acted: the user, or the service or client that did; null for anybody.</param>
/// <param name="Members">Members and the values they must have; a dot goes one object deeper.</param>
/// <param name="Since">Not before.</param>
/// <param name="Until">Before.</param>
internal sealed record EventFilter(string? Actor, IReadOnlyList<(string Path, string Value)> Members, DateTimeOffset? Since, DateTimeOffset? Until)
{
    // Who acted stands in the first of these that a record has; any of them may be asked for.
    private static readonly string[] ActorMembers = ["user", "service", "client"];

    public bool Takes(JsonElement line) => IsInTime(line) && IsByActor(line) && Members.All(member => Find(line, member.Path) is { } found && TextOf(found) == member.Value);

    /// <summary>The text of a member; null where it is not there.</summary>
    public static string? Read(JsonElement line, string path) => Find(line, path) is { } found ? TextOf(found) : null;

    /// <summary>Who acted: the user, or else the service, or else the client; null where the record names nobody.</summary>
    public static string? ActorOf(JsonElement line) => ActorMembers.Select(member => Read(line, member)).FirstOrDefault(static text => text is not null);

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static JsonElement? Find(JsonElement line, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty(name, out line))
            {
                return null;
            }
        }

        return line;
    }

    private bool IsByActor(JsonElement line) => Actor is null || Array.Exists(ActorMembers, member => Read(line, member) == Actor);

    private bool IsInTime(JsonElement line)
    {
        if (Since is null && Until is null)
        {
            return true;
        }

        return DateTimeOffset.TryParse(Read(line, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && (Since is null || time >= Since)
            && (Until is null || time < Until);
    }
}
