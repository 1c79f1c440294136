using System.Globalization;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The names of segments: <c>audit-00000001.jsonl</c>, in the order they were begun.</summary>
internal static class SegmentName
{
    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";
    private const int Digits = 8;

    public static string Of(int segment) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{segment:D8}{Suffix}");

    /// <summary>The segments among the names of files, in order.</summary>
    public static int[] Among(IEnumerable<string> names) => [.. names.Select(Number).Where(static number => number > 0).Order()];

    private static int Number(string name) =>
        name.Length == Prefix.Length + Digits + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
