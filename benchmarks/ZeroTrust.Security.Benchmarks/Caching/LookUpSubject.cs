using System.Collections.Concurrent;
using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>
/// The same tokens in our validator and in a dictionary with its default hash. Where the next look-up goes depends on what the last one
/// found, so that latency is measured and not how many look-ups overlap.
/// </summary>
internal sealed class LookUpSubject
{
    private readonly OurValidator _validator;
    private readonly ConcurrentDictionary<string, VerifiedToken>.AlternateLookup<ReadOnlySpan<char>> _dictionary;
    private readonly Presented _presented;

    // Always 0, but the compiler cannot know.
    private readonly long _zero = Environment.TickCount64 < 0 ? 1 : 0;

    public LookUpSubject(IReadOnlyList<string> tokens)
    {
        var dictionary = new ConcurrentDictionary<string, VerifiedToken>(StringComparer.Ordinal);
        _validator = OurValidator.Start(cacheEntries: tokens.Count * 2);
        _dictionary = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
        _presented = new(tokens);
        Parallel.ForEach(tokens, token => dictionary[new string(token)] = _validator.Accept(token.AsMemory()));
    }

    public static LookUpSubject Create(int count) => new(ReferenceToken.MintMany("ES256", count));

    public void Shuffle() => _presented.Next();

    public Variant Dictionary() => new("ConcurrentDictionary, default hash", FindInDictionary) { Prepare = _presented.Next, BatchSize = Presented.Batch };

    public Variant Ours() => new("warm validation", FindInOurs) { Prepare = _presented.Next, BatchSize = Presented.Batch };

    public void FindInDictionary(int count)
    {
        long place = 0;
        for (var i = 0; i < count; i++)
        {
            _dictionary.TryGetValue(_presented[place], out var token);
            place += 1 + (token!.TrustVersion & _zero);
        }
    }

    public void FindInOurs(int count)
    {
        long place = 0;
        for (var i = 0; i < count; i++)
        {
            var token = _validator.Accept(_presented[place]);
            place += 1 + (token.TrustVersion & _zero);
        }
    }
}
