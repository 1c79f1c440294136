using System.Buffers;

namespace ZeroTrust.Security.Encryption;

/// <summary>The kind of a message: its <c>typ</c> (RFC 8725 §3.11), without what says that it is a token.</summary>
internal static class PayloadType
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._/");

    public static bool IsValid(string? type) =>
        type is { Length: > 0 and <= MaxLength }
        && !type.AsSpan().ContainsAnyExcept(Characters)
        && !type.EndsWith("jwt", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">It is none.</exception>
    public static void ThrowUnlessValid(string? type)
    {
        if (!IsValid(type))
        {
            throw new ArgumentException($"Use 1 to {MaxLength} letters, digits and +-._/ that do not end in \"jwt\".", nameof(type));
        }
    }
}
