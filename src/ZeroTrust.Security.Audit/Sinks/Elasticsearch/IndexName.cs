using System.Buffers;
using System.Globalization;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The index a record belongs to, by the day it happened.</summary>
internal sealed class IndexName
{
    private const int MaxLength = 200;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly string _pattern;
    private DateOnly _day;
    private string _name;

    public IndexName(string pattern)
    {
        _pattern = pattern;
        _name = On(_day);
    }

    /// <returns>What is wrong; null for a good pattern.</returns>
    public static string? FaultOf(string? pattern)
    {
        var name = new IndexName(pattern ?? "").On(DateOnly.MinValue);
        return name.Length is >= 1 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Characters)
            ? null
            : $"is '{pattern}'; use 1 to {MaxLength} of a-z, 0-9, '-', '_', '.' and {{yyyy}}, {{MM}}, {{dd}}, beginning with a letter or digit.";
    }

    public string Of(DateTimeOffset time)
    {
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        if (day != _day)
        {
            (_day, _name) = (day, On(day));
        }

        return _name;
    }

    private string On(DateOnly day) => _pattern
        .Replace("{yyyy}", day.Year.ToString("D4", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{MM}", day.Month.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{dd}", day.Day.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
