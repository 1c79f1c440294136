using System.Collections.Concurrent;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Real tokens, and with us the whole validation with everything a hit checks.</summary>
internal sealed class ValidatorLookUps : ILookUps
{
    private readonly OurValidator _validator;
    private readonly ConcurrentDictionary<string, VerifiedToken>.AlternateLookup<ReadOnlySpan<char>> _dictionary;
    private readonly Presented _presented;

    // Always 0, but the compiler cannot know.
    private readonly long _zero = Environment.TickCount64 < 0 ? 1 : 0;

    public ValidatorLookUps(int count)
    {
        var tokens = ReferenceToken.MintMany("ES256", count);
        var dictionary = new ConcurrentDictionary<string, VerifiedToken>();
        _validator = OurValidator.Start(cacheEntries: count * 2);
        _dictionary = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
        _presented = new(count, tokens[0].Length, (number, text) => tokens[number].CopyTo(text));
        foreach (var token in tokens)
        {
            dictionary[new string(token)] = _validator.Accept(token.AsMemory());
        }

        Next();
    }

    public void Next() => _presented.Next();

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
