using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>Measures every row, prints a line for each, writes the JSON, and fails where a gate does.</summary>
internal static class GuardRun
{
    public const string Heading = "#, ratio, gate, aim, pass|fail";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Runs the rows; with <paramref name="allocationsOnly"/> quickly, and only rows of bytes can fail; with <paramref name="only"/> the rows of that name.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(bool allocationsOnly, string? only, string? outputFile)
    {
        var effort = allocationsOnly ? Effort.Quick : Effort.Full;
        var results = new List<GoalResult>();

        // Once for nothing: the first row would otherwise be measured while the runtime still compiles.
        _ = GoalTable.All[0].Measure(Effort.Quick).ToList();
        Console.WriteLine(Heading);
        foreach (var rows in GoalTable.All.Where(rows => only is null || rows.Name == only))
        {
            foreach (var result in rows.Measure(effort))
            {
                results.Add(result);
                Console.WriteLine(Line(result, allocationsOnly));
            }
        }

        if (outputFile is not null)
        {
            Write(outputFile, results);
        }

        var failed = results.Where(result => !result.Passes && (!allocationsOnly || result.Kind == ValueKind.Bytes)).ToList();
        Console.WriteLine(failed.Count == 0 ? "Every gate passes." : $"Failed: {string.Join("; ", failed.Select(static result => result.Row))}");
        return failed.Count == 0 ? 0 : 1;
    }

    /// <summary>Writes results and the machine they are from.</summary>
    public static void Write(string file, IReadOnlyList<GoalResult> results)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, JsonSerializer.Serialize(new GuardReport(MachineFacts.Read(), results), Json) + "\n");
    }

    public static string Line(GoalResult result, bool allocationsOnly = false)
    {
        var verdict = result switch
        {
            { Gate: null } => "-",
            { Kind: ValueKind.Ratio } when allocationsOnly => "not judged",
            { Passes: true } => "pass",
            _ => "fail",
        };
        var sign = result.Bound == Bound.AtMost ? "<=" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{result.Row}, {result.Value}, {Shown(sign, result.Gate)}, {Shown(sign, result.Aim)}, {verdict}");
    }

    private static string Shown(string sign, double? value) => value is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{sign}{value}");
}
