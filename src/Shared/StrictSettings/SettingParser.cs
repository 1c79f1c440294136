using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ZeroTrust.Security.StrictSettings;

/// <summary>Reads the text of a setting, the same in every culture. What it does not know exactly it refuses.</summary>
internal static class SettingParser
{
    public delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

    public static bool TryFlag(string text, out bool value) => bool.TryParse(text, out value);

    public static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static bool TryLargeNumber(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    // Without a colon TimeSpan reads days: "30" would be a month of clock skew.
    public static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);
    }

    // Names alone: Enum.TryParse would also take numbers and lists.
    public static bool TryName<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(candidate.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
