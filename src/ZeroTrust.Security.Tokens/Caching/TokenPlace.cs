namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// A place in the table: one token, or none. It holds side by side what a hit reads next, the entry, its text and what was verified, so
/// that all three are on their way from memory at once and not one after another.
/// </summary>
/// <remarks>
/// Written under the cache's lock and read without it: a reader may see the text of one token beside the entry of another. So a place
/// only hints, and the entry is asked.
/// </remarks>
internal struct TokenPlace
{
    /// <summary>The token that stands here; null where none does.</summary>
    public CachedToken? Entry;

    /// <summary>Its text.</summary>
    public byte[]? Text;

    /// <summary>What was verified.</summary>
    public VerifiedToken? Token;

    /// <summary>The hash of its text, so that no other text is fetched for nothing.</summary>
    public int Hash;

    public void Set(CachedToken entry)
    {
        Hash = entry.Hash;
        Text = entry.Text;
        Token = entry.Token;
        Volatile.Write(ref Entry, entry);
    }

    public void Clear()
    {
        Volatile.Write(ref Entry, null);
        Text = null;
        Token = null;
    }

    /// <summary>Whether the token here has this text, every character of it, and is in the cache.</summary>
    /// <param name="text">Characters.</param>
    /// <param name="hash">Their hash.</param>
    /// <param name="entry">The token, read from here before.</param>
    /// <param name="found">The token and what was verified of it.</param>
    public readonly bool Matches(ReadOnlySpan<char> text, int hash, CachedToken entry, out Remembered found)
    {
        if (Hash == hash && Volatile.Read(in Text) is { } stored && Volatile.Read(in Token) is { } token)
        {
            found = new(entry, token, token.Binding);
            return TokenText.Equal(text, stored)
                && entry.Owns(stored, token);
        }

        found = default;
        return false;
    }
}
