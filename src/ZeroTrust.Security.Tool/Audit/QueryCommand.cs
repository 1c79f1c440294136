using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary><c>zerotrust audit query DIR</c>: the events that are asked for, as a table or as the lines they are.</summary>
internal static class QueryCommand
{
    private const string ActorColumn = "actor";

    private static readonly string[] Columns = ["seq", "time", "type", ActorColumn, "action", "resource", "outcome"];

    public static Command Make(TextWriter output)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "The journal's directory." };
        var json = new Option<bool>("--json") { Description = "The lines as they are." };
        var filter = new FilterOptions();
        var command = new Command("query", "Searches the events.") { directory, json };
        foreach (var option in filter.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            var lines = Matching(parsed.GetRequiredValue(directory), filter.Read(parsed));
            if (parsed.GetValue(json))
            {
                foreach (var line in lines)
                {
                    output.WriteLine(line);
                }
            }
            else
            {
                WriteTable(lines, output);
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static IEnumerable<string> Matching(DirectoryInfo directory, EventFilter filter)
    {
        foreach (var line in new JournalLines(directory).ReadNew())
        {
            using var document = TryParse(line);
            if (document is not null && filter.Takes(document.RootElement))
            {
                yield return line;
            }
        }
    }

    internal static JsonDocument? TryParse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteTable(IEnumerable<string> lines, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in Columns)
        {
            table.AddColumn(column);
        }

        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            table.AddRow([.. Columns.Select(column => Markup.Escape(Printable(column == ActorColumn ? EventFilter.ActorOf(document.RootElement) : EventFilter.Read(document.RootElement, column))))]);
        }

        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    // What JSON escapes protects the file; here it would reach a terminal.
    internal static string Printable(string? text) => string.Concat((text ?? "").Select(static letter => letter is >= ' ' and < '\x7f' ? letter : '?'));
}
