namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>Finds a token by its text: the keyed hash of its tail selects whom to compare with, the compare is of the whole.</summary>
internal sealed class CachedTokenComparer : IEqualityComparer<CachedToken>, IAlternateEqualityComparer<ReadOnlySpan<char>, CachedToken>
{
    public bool Equals(CachedToken? x, CachedToken? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Text.SequenceEqual(y.Text));

    public int GetHashCode(CachedToken obj) => obj.Hash;

    public bool Equals(ReadOnlySpan<char> alternate, CachedToken other) => TokenText.Equal(alternate, other.Text);

    public int GetHashCode(ReadOnlySpan<char> alternate) => TokenText.Hash(alternate);

    // Only a verified token is put in, never a text.
    public CachedToken Create(ReadOnlySpan<char> alternate) => throw new NotSupportedException();
}
