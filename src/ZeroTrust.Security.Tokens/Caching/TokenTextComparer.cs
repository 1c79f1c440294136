namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>Finds a token by its text: the keyed hash of its tail selects whom to compare with, the compare is of the whole.</summary>
internal sealed class TokenTextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<char>, byte[]>
{
    public bool Equals(byte[]? x, byte[]? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));

    public int GetHashCode(byte[] obj) => TokenText.Hash(obj);

    public bool Equals(ReadOnlySpan<char> alternate, byte[] other) => TokenText.Equal(alternate, other);

    public int GetHashCode(ReadOnlySpan<char> alternate) => TokenText.Hash(alternate);

    // Only a verified token is put in, never a text.
    public byte[] Create(ReadOnlySpan<char> alternate) => throw new NotSupportedException();
}
