namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>
/// Tokens as requests bring them: their text was just written by the server, so it is in the nearest cache and is no string that
/// anything keeps. Which of all tokens come next is shuffled.
/// </summary>
/// <param name="tokens">How many tokens there are.</param>
/// <param name="length">The characters of each.</param>
/// <param name="write">Writes the text of one.</param>
internal sealed class Presented(int tokens, int length, Action<int, char[]> write)
{
    public const int Batch = 64;

    // A prime, so that it steps through all tokens, in no order a prefetcher knows.
    private const long Step = 7_368_787;

    private readonly char[][] _texts = [.. Enumerable.Range(0, Batch).Select(_ => new char[length])];
    private long _position;

    /// <summary>The text at a place that wraps around.</summary>
    public char[] this[long place] => _texts[place & (Batch - 1)];

    public void Next()
    {
        foreach (var text in _texts)
        {
            _position = (_position + Step) % tokens;
            write((int)_position, text);
        }
    }
}
