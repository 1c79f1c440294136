namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>
/// The choices of one token: SplitMix64 over a seed and the token's number, so that a token is the same on every machine and
/// every runtime, whichever thread makes it.
/// </summary>
internal sealed class SeededRandom(ulong seed, long number)
{
    private ulong _state = Mix(seed) ^ Mix((ulong)number + 0x632BE59BD9B4E019);

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(NextBits() % (ulong)limit);

    /// <summary>A number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool OneIn(int count) => Below(count) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Lower-case letters and digits.</summary>
    public string Word(int length) =>
        string.Create(length, this, static (text, random) =>
        {
            for (var index = 0; index < text.Length; index++)
            {
                text[index] = "abcdefghijklmnopqrstuvwxyz0123456789"[random.Below(36)];
            }
        });

    public void Shuffle<T>(IList<T> items)
    {
        for (var index = items.Count - 1; index > 0; index--)
        {
            var other = Below(index + 1);
            (items[index], items[other]) = (items[other], items[index]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
