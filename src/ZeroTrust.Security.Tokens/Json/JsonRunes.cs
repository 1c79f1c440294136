using System.Text;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>Goes through the characters of a string, escapes decoded: <c>foreach (var rune in value.Runes)</c>.</summary>
internal ref struct JsonRunes(ReadOnlySpan<byte> text, bool escaped)
{
    private ReadOnlySpan<byte> _rest = text;

    public Rune Current { get; private set; }

    public readonly JsonRunes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        Current = JsonText.Take(ref _rest, escaped);
        return true;
    }
}
