using System.Globalization;

namespace ZeroTrust.Security.StrictSettings;

/// <summary>Writes a setting's value into a message.</summary>
internal static class Shown
{
    private const int MaxLength = 64;

    /// <summary>The value in quotes, cut to 64 characters, anything but printable ASCII as its code.</summary>
    public static string Value(string value)
    {
        var cut = value.Length > MaxLength ? string.Concat(value.AsSpan(0, MaxLength), "…") : value;
        return $"'{string.Concat(cut.Select(static c => c is (>= ' ' and <= '~') or '…' ? c.ToString() : Escaped(c)))}'";
    }

    /// <summary>An address without what may be a password in it.</summary>
    public static string Address(string address) =>
        address.LastIndexOf('@') is var at and >= 0 ? Value("…" + address[at..]) : Value(address);

    private static string Escaped(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
