using System.Buffers;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Names of headers in any spelling, and beginnings of names. Immutable.</summary>
internal sealed class HeaderSet
{
    private const int Buckets = 32;

    // RFC 9110 §5.6.2, tchar.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // By the first letter, since most headers of a request share it with no name in here.
    private readonly Entry[][] _byStart = new Entry[Buckets][];

    /// <param name="names">Names; one that ends in <c>*</c> is the beginning of any.</param>
    public HeaderSet(params IEnumerable<string> names)
    {
        var entries = names
            .Select(static name => name.EndsWith('*') ? new Entry(HeaderSpelling.Normalize(name[..^1]), true) : new Entry(HeaderSpelling.Normalize(name), false))
            .Distinct()
            .ToLookup(static entry => BucketOf(entry.Name));
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            _byStart[bucket] = [.. entries[bucket]];
        }
    }

    /// <summary>Whether a text is the name of a header.</summary>
    public static bool IsName(string? name) => name is { Length: > 0 } && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    public bool Contains(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return false;
        }

        foreach (var entry in _byStart[BucketOf(name)])
        {
            if (entry.IsBeginning ? HeaderSpelling.StartsWith(name, entry.Name) : HeaderSpelling.AreSame(name, entry.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static int BucketOf(ReadOnlySpan<char> name) => HeaderSpelling.Normalize(name[0]) & (Buckets - 1);

    private readonly record struct Entry(string Name, bool IsBeginning);
}
