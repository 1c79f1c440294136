namespace Orders.Demo;

internal static class DemoTable
{
    public static void Print(TextWriter output, IReadOnlyList<DemoResult> results, TimeSpan elapsed)
    {
        output.WriteLine($"{"",-4} {"request",-62} {"expected",-26} {"actual",-26} without UseZeroTrust");
        foreach (var (result, number) in results.Select(static (result, index) => (result, index + 1)))
        {
            var verdict = result.AsExpected ? "" : "  <- NOT AS EXPECTED";
            output.WriteLine(
                $"{number,3}. {result.Row.Name,-62} {result.Row.Expected,-26} {result.Actual,-26} {TwinOf(result)}{verdict}");
        }

        output.WriteLine();
        output.WriteLine($"{results.Count(static result => result.AsExpected)} of {results.Count} answers as expected.");
        output.WriteLine($"{results.Count(static result => result.TwinDiffers)} of {results.Count} differ from the same service without UseZeroTrust.");
        output.WriteLine(FormattableString.Invariant($"Done in {elapsed.TotalSeconds:0.0} s."));
    }

    private static string TwinOf(DemoResult result) =>
        result.Twin.Status < 400 && result.Actual.Status >= 400 ? $"{result.Twin} let through" : $"{result.Twin}";
}
