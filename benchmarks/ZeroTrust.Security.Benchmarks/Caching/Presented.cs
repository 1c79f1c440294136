namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>
/// Tokens as requests bring them: their text was just written by the server, so it is in the nearest cache and is no string that
/// anything keeps. Which of all tokens come next is shuffled.
/// </summary>
internal sealed class Presented
{
    public const int Batch = 64;

    // Odd and not near a power of two, so that it steps through all tokens in no order a prefetcher knows.
    private const long Step = 7_368_787;

    private readonly IReadOnlyList<string> _tokens;
    private readonly char[][] _texts = new char[Batch][];
    private long _position;

    public Presented(IReadOnlyList<string> tokens)
    {
        _tokens = tokens;
        for (var i = 0; i < Batch; i++)
        {
            _texts[i] = new char[tokens[0].Length];
        }

        Next();
    }

    public void Next()
    {
        for (var i = 0; i < Batch; i++)
        {
            _position = (_position + Step) % _tokens.Count;
            _tokens[(int)_position].CopyTo(_texts[i]);
        }
    }

    /// <summary>The text at a place that wraps around.</summary>
    public char[] this[long place] => _texts[place & (Batch - 1)];
}
