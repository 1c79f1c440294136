using BenchmarkDotNet.Attributes;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>E12: a miss whose text differs from a remembered token's at the start, in the middle or before the tail that is hashed.</summary>
public class MissBenchmarks
{
    private readonly TableLookUps _table = new(1_000);
    private char[] _text = null!;

    [Params(0, 375, 733)]
    public int FirstDifference { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _text = new char[_table.Length];
        _table.Write(17, _text);
        _text[FirstDifference] = '~';
    }

    [Benchmark]
    public object? Miss() => _table.Find(_text);
}
