using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// A value in one of the ways it may be written, as it is looked for in texts. It holds no copy of the value: 32 bits of a keyed hash of eight characters from the middle of what is written, and the secret itself, which
/// is revealed to compare a place where those were found, and has nothing left to compare once it was zeroed.
/// </summary>
internal sealed class SoughtForm
{
    private readonly Secret _secret;
    private readonly Writing _writing;
    private readonly int _offset;

    private SoughtForm(Secret secret, Writing writing, int length, int offset, uint hash) =>
        (_secret, _writing, Length, _offset, Hash) = (secret, writing, length, offset, hash);

    /// <summary>The number of characters that are written.</summary>
    public int Length { get; }

    public uint Hash { get; }

    private bool IsBase64 => _writing >= Writing.Base64;

    /// <summary>All ways to write a value that differ and are long enough.</summary>
    public static SoughtForm[] Of(Secret secret, WindowHash hash)
    {
        try
        {
            return secret.Reveal((secret, hash), static (value, state) => Make(value, state.secret, state.hash));
        }
        catch (ObjectDisposedException)
        {
            return [];
        }
    }

    /// <summary>Where the value stands, if its characters are those around a place where the hash was found.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the eight characters are.</param>
    /// <param name="found">Takes where it stands, and how much was compared.</param>
    public void Compare(ReadOnlySpan<char> text, int at, ref Findings found)
    {
        var start = at - _offset;
        if (start < 0 || start + Length > text.Length)
        {
            return;
        }

        found.Count(Length);
        if (IsAt(text.Slice(start, Length)))
        {
            found.Add(IsBase64 ? WithEdges(text, start) : new(start, start + Length, IsHeld: true));
        }
    }

    private static SoughtForm[] Make(ReadOnlySpan<byte> value, Secret secret, WindowHash hash)
    {
        var forms = new List<SoughtForm>();
        var seen = new HashSet<(int, ulong)>();
        foreach (var writing in ValueWriter.All)
        {
            if (!ValueWriter.CanWrite(writing, value))
            {
                continue;
            }

            var measuring = default(MeasuringSink);
            ValueWriter.Write(writing, value, ref measuring);
            if (measuring.Length >= WindowHash.Length && seen.Add((measuring.Length, measuring.Sum)))
            {
                var offset = (measuring.Length - WindowHash.Length) / 2;
                forms.Add(new(secret, writing, measuring.Length, offset, HashOf(writing, value, offset, hash)));
            }
        }

        return [.. forms];
    }

    private static uint HashOf(Writing writing, ReadOnlySpan<byte> value, int offset, WindowHash hash)
    {
        Span<char> window = stackalloc char[WindowHash.Length];
        var sink = new WindowSink(window, offset);
        ValueWriter.Write(writing, value, ref sink);
        var bytes = MemoryMarshal.AsBytes(window);
        var result = WindowHash.Of(bytes, hash.Keys);
        CryptographicOperations.ZeroMemory(bytes);
        return result;
    }

    // The whole of it, whatever differs: how long it takes tells nothing of the value.
    private bool IsAt(ReadOnlySpan<char> text)
    {
        try
        {
            return _secret.Reveal(new Place(text, _writing), static (value, place) =>
            {
                var sink = new ComparingSink(place.Text);
                ValueWriter.Write(place.Writing, value, ref sink);
                return sink.IsSame;
            });
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    // The first and the last character may share bits with what stands beside the value.
    private Finding WithEdges(ReadOnlySpan<char> text, int start)
    {
        var end = start + Length;
        start -= ValueWriter.Before(_writing) > 0 && start > 0 && IsOfBase64(text[start - 1]) ? 1 : 0;
        end += end < text.Length && IsOfBase64(text[end]) ? 1 : 0;
        while (end < text.Length && text[end] == '=')
        {
            end++;
        }

        return new(start, end, IsHeld: true);
    }

    private static bool IsOfBase64(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';

    private readonly ref struct Place(ReadOnlySpan<char> text, Writing writing)
    {
        public ReadOnlySpan<char> Text { get; } = text;

        public Writing Writing { get; } = writing;
    }
}
