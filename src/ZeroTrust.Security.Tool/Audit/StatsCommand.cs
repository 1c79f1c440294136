using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary><c>zerotrust audit stats DIR</c>: how many events there are of each type and outcome.</summary>
internal static class StatsCommand
{
    public static Command Make(TextWriter output)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "The journal's directory." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("stats", "Counts the events by type and outcome.") { directory, json };
        command.SetAction(parsed =>
        {
            foreach (var ((type, outcome), count) in Count(parsed.GetRequiredValue(directory)).OrderByDescending(static entry => entry.Value).ThenBy(static entry => entry.Key.Type, StringComparer.Ordinal))
            {
                output.WriteLine(parsed.GetValue(json)
                    ? $$"""{"type":"{{JsonEncodedText.Encode(type)}}","outcome":"{{JsonEncodedText.Encode(outcome)}}","count":{{count.ToString(CultureInfo.InvariantCulture)}}}"""
                    : string.Create(CultureInfo.InvariantCulture, $"{count,12:N0}  {QueryCommand.Printable(type)}  {QueryCommand.Printable(outcome)}"));
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static Dictionary<(string Type, string Outcome), long> Count(DirectoryInfo directory)
    {
        var counts = new Dictionary<(string, string), long>();
        foreach (var line in new JournalLines(directory).ReadNew())
        {
            using var document = QueryCommand.TryParse(line);
            var key = document is null ? ("(no record)", "") : (EventFilter.Read(document.RootElement, "type") ?? "", EventFilter.Read(document.RootElement, "outcome") ?? "");
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }
}
