using System.Globalization;
using Xunit.Abstractions;

namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>The counts of all files of this run, in <c>vector-summary.txt</c> beside the test assembly.</summary>
internal static class VectorSummary
{
    private static readonly Lock Gate = new();
    private static readonly SortedSet<string> Lines = new(StringComparer.Ordinal);

    /// <summary>Adds one line, and prints it.</summary>
    public static void Add(string line, ITestOutputHelper output)
    {
        output.WriteLine(line);
        lock (Gate)
        {
            Lines.Add(line);
            File.WriteAllLines(System.IO.Path.Combine(AppContext.BaseDirectory, "vector-summary.txt"), Lines);
        }
    }

    /// <summary>Adds a line for a family that the library does not offer.</summary>
    public static void AddNotOffered(string file, int cases, string why, ITestOutputHelper output) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"{file}: listed {cases}, executed 0, skipped {cases}: {why}"), output);
}
