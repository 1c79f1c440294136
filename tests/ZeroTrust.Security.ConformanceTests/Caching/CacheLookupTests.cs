using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Differential;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Look-ups among texts that differ in one character, share their tail or their beginning, and are as long as each other.</summary>
[Collection(RunAlone.Name)]
public sealed class CacheLookupTests(ITestOutputHelper output) : IDisposable
{
    private const int Families = 100;
    private const int Members = 8;
    private const int Threads = 2;
    private const int Length = 700;

    private readonly StressIssuer _issuer = new("a");
    private readonly StressTrust _trust = new(new(Families * Members * 2, 1L << 30, TimeSpan.FromMinutes(5)));
    private readonly List<string> _held = [];
    private readonly List<string> _strange = [];

    [Fact]
    public async Task E1_ManyLookupsOfTextsNearlyTheSame_MixNoneUp()
    {
        MakeTexts(new(CacheRun.Seed, 0));
        Assert.Equal(_held.Count, _trust.Validator.Cache.Count);
        var started = Stopwatch.GetTimestamp();
        var (hits, mixedUp) = (0L, 0L);

        await StressThreads.RunAsync(
            thread =>
            {
                var (found, wrong) = LookUp(new(CacheRun.Seed, thread + 1));
                Interlocked.Add(ref hits, found);
                Interlocked.Add(ref mixedUp, wrong);
            },
            Threads);

        CacheRun.Print(output, string.Create(
            CultureInfo.InvariantCulture,
            $"cache, look-ups: {CacheRun.Lookups} of {_held.Count} texts held and {_strange.Count} near them, seed {CacheRun.Seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: {hits} found, {mixedUp} mixed up"));
        Assert.Equal(0, mixedUp);
        Assert.InRange(hits, CacheRun.Lookups / 4, CacheRun.Lookups * 3 / 4);
    }

    public void Dispose() => _trust.Dispose();

    // Each family shares its tail with all its members, and its beginning with those of another.
    private void MakeTexts(SeededRandom random)
    {
        for (var family = 0; family < Families; family++)
        {
            var text = $"{(family % 2 == 0 ? "" : _held[^1][..400])}{random.Word(Length)}"[..Length];
            for (var member = 0; member < Members; member++)
            {
                Hold(member == 0 ? text : Change(text, random.Below(Length - 16), random));
                _strange.Add(Change(text, random.Below(Length), random));
            }
        }

        _strange.RemoveAll(_held.Contains);
    }

    private static string Change(string text, int at, SeededRandom random) =>
        $"{text[..at]}{(char)(text[at] == 'Z' ? 'Y' : 'A' + random.Below(26))}{text[(at + 1)..]}";

    private void Hold(string text)
    {
        if (_held.Contains(text))
        {
            return;
        }

        var now = _trust.Clock.GetUtcNow();
        var token = new VerifiedToken
        {
            IssuerName = "a",
            Caller = new() { User = new("a", text) },
            ExpiresAt = now.AddMinutes(5),
            Claims = new VerifiedClaims(text.ToCharArray(), "{}"u8),
        };
        _held.Add(text);
        _trust.Validator.Cache.Add(
            text, token, new(_trust.Current, _issuer.Issuer, _issuer.Keys.Current!, new(now.AddMinutes(5), now, now.UtcTicks, now.AddMinutes(5).UtcTicks), now, _trust.Revocations.Epoch));
    }

    private (long Found, long Wrong) LookUp(SeededRandom random)
    {
        var (found, wrong) = (0L, 0L);
        var clock = new RecentTime(new(_trust.Clock, NullLogger.Instance), ticks: null);
        for (var lookup = 0L; lookup < CacheRun.Lookups / Threads; lookup++)
        {
            var isHeld = random.OneIn(2);
            var text = random.Pick(isHeld ? _held : _strange);
            var token = _trust.Validator.Cache.Find(text, default, _trust.Current, clock);
            found += token is null ? 0 : 1;
            wrong += isHeld == ReferenceEquals(token?.Caller.User!.Subject, text) && isHeld == (token is not null) ? 0 : 1;
        }

        return (found, wrong);
    }
}
