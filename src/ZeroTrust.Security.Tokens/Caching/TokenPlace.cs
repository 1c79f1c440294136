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

    /// <summary>
    /// Whether the token here has this text, every character of it, is in the cache, and is bound to nothing but this proof. The binding is
    /// looked at first: so what was verified is on its way from memory while the texts are compared, which takes a fifth off a hit among
    /// many tokens.
    /// </summary>
    /// <param name="text">Characters.</param>
    /// <param name="proof">What came with them.</param>
    /// <param name="hash">The hash of the text.</param>
    /// <param name="entry">The token, read from here before.</param>
    /// <param name="token">What was verified of it.</param>
    public readonly bool Matches(ReadOnlySpan<char> text, TokenProof proof, int hash, CachedToken entry, out VerifiedToken? token)
    {
        token = Volatile.Read(in Token);
        return Hash == hash
            && token is not null
            && proof.Satisfies(token.Binding)
            && Volatile.Read(in Text) is { } stored
            && TokenText.Equal(text, stored)
            && entry.Owns(stored, token);
    }
}
