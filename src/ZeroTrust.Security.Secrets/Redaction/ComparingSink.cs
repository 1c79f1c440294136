namespace ZeroTrust.Security.Secrets;

/// <summary>Compares what is written with a text of the same length, all of it.</summary>
internal ref struct ComparingSink(ReadOnlySpan<char> text) : ICharSink
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _difference;

    public readonly bool IsSame => _difference == 0 && _at == _text.Length;

    public void Take(char character)
    {
        _difference |= _at < _text.Length ? _text[_at] ^ character : 1;
        _at++;
    }
}
