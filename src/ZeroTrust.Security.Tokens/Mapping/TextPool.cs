using System.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// Strings that come again in token after token, such as permissions, clients and tenants: each is made once. A text's hash gives the
/// one place where its string may stand, and the next text of that place replaces it, so the pool has one size whatever comes. Give it
/// texts of verified tokens only. Threads share it without a lock: a place is one reference, read once and compared before it is used.
/// </summary>
internal sealed class TextPool
{
    /// <summary>The longest text kept: with it the pool holds at most 160 KiB.</summary>
    public const int MaxBytes = 128;

    private readonly string?[] _places = new string?[512];

    /// <summary>The characters of a JSON string.</summary>
    /// <returns>A string equal to <see cref="JsonValue.GetString"/>, mostly one that was handed out before.</returns>
    public string Get(JsonValue text) => !text.IsText || text.HasEscapes ? text.GetString() : Get(text.Raw);

    /// <inheritdoc cref="Get(JsonValue)"/>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref _places[KeyedHash.Of(utf8) & (_places.Length - 1)];
        if (place is { } known && Ascii.Equals(utf8, known))
        {
            return known;
        }

        // Only ASCII is compared, so only ASCII is kept.
        var text = Encoding.UTF8.GetString(utf8);
        if (text.Length == utf8.Length)
        {
            place = text;
        }

        return text;
    }
}
