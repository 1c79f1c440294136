using System.Globalization;

namespace Shop.Demo;

internal sealed class DemoTable(TextWriter output)
{
    private readonly List<DemoResult> _results = [];

    public bool AllAsExpected => _results.Count > 0 && _results.TrueForAll(static result => result.AsExpected);

    public void PrintHead() => output.WriteLine(Line("", "expected", "actual", "what the callee saw, or why it refused"));

    public void PrintTitle(string title) => output.WriteLine($"{Environment.NewLine}{title}");

    public void Print(DemoResult result)
    {
        _results.Add(result);
        var (row, actual) = (result.Row, result.Actual);
        output.WriteLine(Line($"{_results.Count,3}. {row.Name}", $"{row.Expected}", $"{actual.Answer}", actual.Reason ?? "") + Verdict(result));
    }

    public void PrintSum(TimeSpan elapsed)
    {
        output.WriteLine();
        output.WriteLine($"{_results.Count(static result => result.AsExpected)} of {_results.Count} answers as expected.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {elapsed.TotalSeconds:0.0} s."));
    }

    private static string Line(string name, string expected, string actual, string detail) => $"{name,-66} {expected,-23} {actual,-23} {detail}";

    private static string Verdict(DemoResult result) => result.AsExpected ? "" : $"  <- NOT AS EXPECTED{(result.Row.Detail is { } detail ? $": {detail}" : "")}";
}
