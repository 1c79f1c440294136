using System.Globalization;
using System.Text.Json;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary>Which events are asked for.</summary>
/// <param name="Members">Members and the values they must have; a dot goes one object deeper.</param>
/// <param name="Since">Not before.</param>
/// <param name="Until">Before.</param>
internal sealed record EventFilter(IReadOnlyList<(string Path, string Value)> Members, DateTimeOffset? Since, DateTimeOffset? Until)
{
    public bool Takes(JsonElement line) => IsInTime(line) && Members.All(member => Find(line, member.Path) is { } found && TextOf(found) == member.Value);

    /// <summary>The text of a member; null where it is not there.</summary>
    public static string? Read(JsonElement line, string path) => Find(line, path) is { } found ? TextOf(found) : null;

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
