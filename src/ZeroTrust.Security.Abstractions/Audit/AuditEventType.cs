using System.Buffers;

namespace ZeroTrust.Security;

/// <summary>What the type of an event may be called.</summary>
internal static class AuditEventType
{
    private const int MaxLength = 64;
    private const string JournalPrefix = "journal.";

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

    public static string Check(string type)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (type.Length > MaxLength || type.AsSpan().ContainsAnyExcept(Characters) || type.StartsWith(JournalPrefix, StringComparison.Ordinal))
        {
            throw new ArgumentException("The type of an event is 1 to 64 of a-z, 0-9, '_', '-' and '.', and does not begin with 'journal.'.", nameof(type));
        }

        return type;
    }
}
