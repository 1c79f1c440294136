using System.Globalization;

namespace Orders.Demo;

internal static class DemoTable
{
    public static void Print(TextWriter output, IReadOnlyList<DemoResult> results, TimeSpan elapsed)
    {
        output.WriteLine(Line("", "request", "expected", "actual", "reason, for the operator", "without UseZeroTrust"));
        foreach (var (result, number) in results.Select(static (result, index) => (result, index + 1)))
        {
            var (row, actual) = (result.Row, result.Actual);
            output.WriteLine(Line($"{number}.", row.Name, $"{row.Expected}", $"{actual.Answer}", actual.Reason ?? "", TwinOf(result)) + Verdict(result));
        }

        output.WriteLine();
        output.WriteLine($"{results.Count(static result => result.AsExpected)} of {results.Count} answers as expected.");
        output.WriteLine($"{results.Count(static result => result.TwinDiffers)} of {results.Count} differ from the same service without UseZeroTrust.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {elapsed.TotalSeconds:0.0} s."));
    }

    private static string Line(string number, string request, string expected, string actual, string reason, string twin) =>
        $"{number,3} {request,-48} {expected,-23} {actual,-23} {reason,-24} {twin}";

    private static string TwinOf(DemoResult result) => result.TwinLetThrough ? $"{result.Twin} let through" : $"{result.Twin}";

    private static string Verdict(DemoResult result) =>
        result.AsExpected ? "" : $"  <- NOT AS EXPECTED{(result.Row.Reason is { } reason ? $": {reason}" : "")}";
}
