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

    /// <summary>Runs the rows; with <paramref name="allocationsOnly"/> quickly, and only rows of bytes can fail; with <paramref name="only"/> the rows of those names, with commas between.</summary>
    /// <returns>The exit code: 0, 1 where a gate fails, 2 where there are no rows of a name.</returns>
    public static int Run(bool allocationsOnly, string? only, string? outputFile)
    {
        var names = only?.Split(',');
        if (names?.Except(GoalTable.All.Select(static rows => rows.Name)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"There are no rows '{unknown}'. There are: {string.Join(", ", GoalTable.All.Select(static rows => rows.Name))}.");
            return 2;
        }

        var effort = allocationsOnly ? Effort.Quick : Effort.Full;
        var results = new List<GoalResult>();

        // Once for nothing: the first row would otherwise be measured while the runtime still compiles.
        _ = GoalTable.All[0].Measure(Effort.Quick).ToList();
        Console.WriteLine(Heading);
        foreach (var rows in GoalTable.All.Where(rows => names is null || names.Contains(rows.Name)))
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
