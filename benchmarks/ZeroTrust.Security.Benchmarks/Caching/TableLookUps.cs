using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Benchmarks.Subjects;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>
/// The table of the cache by itself with the clock and all that a hit checks, for more tokens than can be signed and verified in the
/// time of a benchmark: they are made up, and put in as if they had been verified.
/// </summary>
internal sealed class TableLookUps : ILookUps
{
    private const int TailLength = 86;
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly string _token = ReferenceToken.Mint("ES256");
    private readonly RecentTime _clock = new(new(TimeProvider.System, NullLogger.Instance), RecentTime.TicksBeside(TimeProvider.System));
    private readonly VerifiedTokenCache _cache;
    private readonly TrustSnapshot _trust;
    private readonly ConcurrentDictionary<string, VerifiedToken>.AlternateLookup<ReadOnlySpan<char>> _dictionary;
    private readonly Presented _presented;
    private readonly long _zero = Environment.TickCount64 < 0 ? 1 : 0;

    public TableLookUps(int count)
    {
        var validator = OurValidator.Start();
        var verified = validator.Accept(_token.AsMemory());
        var dictionary = new ConcurrentDictionary<string, VerifiedToken>();
        _dictionary = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
        _trust = Roomy(validator.Part<ITrustSource>().Current);
        _cache = Table(validator);
        _presented = new(count, _token.Length, Write);

        var evidence = EvidenceFor(verified);
        var text = new char[_token.Length];
        for (var number = 0; number < count; number++)
        {
            Write(number, text);
            var token = Another(verified);
            dictionary[new string(text)] = token;
            _cache.Add(text, token, evidence);
        }

        Next();
        FindInOurs(1);
    }

    /// <summary>The text of the token that the presented ones are made of.</summary>
    public int Length => _token.Length;

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
            var token = Find(_presented[place]) ?? throw new InvalidOperationException("A token is gone.");
            place += 1 + (token.TrustVersion & _zero);
        }
    }

    public VerifiedToken? Find(ReadOnlySpan<char> text) => _cache.Find(text, default, _trust, _clock);

    /// <summary>The reference token with a signature of its own, which is as good as random but the same each time.</summary>
    public void Write(int number, char[] text)
    {
        _token.CopyTo(text);
        var state = ((ulong)number * 0x9E37_79B9_7F4A_7C15) + 1;
        foreach (ref var character in text.AsSpan(text.Length - TailLength))
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            character = Base64[(int)(state >> 58)];
        }
    }

    private static VerifiedTokenCache Table(OurValidator validator) =>
        new(validator.Part<ITrustSource>(), TimeProvider.System, validator.Part<RevocationList>(), new CacheMetrics());

    private static VerifiedToken Another(VerifiedToken token) => new()
    {
        IssuerName = token.IssuerName,
        Caller = token.Caller,
        ExpiresAt = token.ExpiresAt,
        TrustVersion = token.TrustVersion,
        Claims = token.Claims,
    };

    private static TrustSnapshot Roomy(TrustSnapshot trust) => new()
    {
        Version = trust.Version,
        Issuers = trust.Issuers,
        Roles = trust.Roles,
        MaxTokenBytes = trust.MaxTokenBytes,
        MaxHeaderBytes = trust.MaxHeaderBytes,
        Cache = new(int.MaxValue, long.MaxValue / 2, TimeSpan.FromHours(1)),
    };

    private Evidence EvidenceFor(VerifiedToken token)
    {
        var now = TimeProvider.System.GetUtcNow();
        var issuer = _trust.Issuers.Values[0];
        return new(_trust, issuer, issuer.Keys.Current!, new(token.ExpiresAt, null, 0, token.ExpiresAt.UtcTicks), now, Epoch: 0);
    }
}
