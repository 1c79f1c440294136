using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.ConformanceTests.Differential;
using ZeroTrust.Security.ConformanceTests.Verdicts;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>A validator with a real key and as many tokens of it as one asks for.</summary>
internal sealed class FloodRun : ITrustSource, IDisposable
{
    private const int Requests = 100_000;

    private readonly TestKey _key = new("real", "ES256");
    private readonly ManualTimeProvider _clock = new();
    private readonly RevocationList _revocations;
    private readonly StressIssuer _issuer = new("a");
    private readonly ulong _seed;

    public FloodRun(CacheLimits limits, CountingMeters meters, ulong seed)
    {
        _seed = seed;
        _issuer.Keys.Current = new([_key.ToVerificationKey()]);
        Current = StressTrust.Snapshot(1, limits, _issuer);
        _revocations = new(this, _clock);
        Validator = new(this, _revocations, _clock, new TokenMetrics(meters), NullLogger<TokenValidator>.Instance, new(meters));
    }

    public TrustSnapshot Current { get; }

    public TokenValidator Validator { get; }

    /// <summary>A good token that no other number has.</summary>
    public string Good(long number)
    {
        var now = _clock.GetUtcNow();
        var random = new SeededRandom(_seed, number);
        var unsigned = _issuer.Mint(_issuer.AllKeys[0], now, TimeSpan.FromMinutes(10), $"{number}-{random.Word(16)}", $"u-{random.Word(8)}").Text;
        var payload = unsigned.Split('.')[1];
        var input = $"{Encode("""{"typ":"at+jwt","alg":"ES256","kid":"real"}""")}.{payload}";
        return $"{input}.{System.Buffers.Text.Base64Url.EncodeToString(_key.Sign(Encoding.ASCII.GetBytes(input), "ES256"))}";
    }

    /// <summary>The token with something about it changed: its signature mostly, so that all of the work is done for nothing.</summary>
    public static string Spoil(string token, long number)
    {
        var at = number % 4 == 0 ? token.IndexOf('.') + 20 : token.Length - 40;
        return $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }

    /// <summary>The 99th percentile of requests with hot tokens, alone and beside a thread that floods.</summary>
    public (TimeSpan Quiet, TimeSpan Flooded) Measure(string[] hot)
    {
        var flood = Enumerable.Range(0, 5000).Select(number => Good(1_000_000_000L + number)).ToArray();
        Percentile(hot);
        var quiet = Percentile(hot);
        var stop = false;
        var flooding = new Thread(() =>
        {
            for (var number = 0; !Volatile.Read(ref stop); number++)
            {
                Validator.Validate(number % 2 == 0 ? flood[number / 2 % flood.Length] : Spoil(flood[number / 2 % flood.Length], number));
            }
        });
        flooding.Start();
        var flooded = Percentile(hot);
        Volatile.Write(ref stop, true);
        flooding.Join();
        return (quiet, flooded);
    }

    public void Dispose()
    {
        Validator.Dispose();
        _revocations.Dispose();
    }

    private TimeSpan Percentile(string[] hot)
    {
        var times = new long[Requests];
        for (var request = 0; request < Requests; request++)
        {
            var started = Stopwatch.GetTimestamp();
            Validator.Validate(hot[request % hot.Length]);
            times[request] = Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(times);
        return Stopwatch.GetElapsedTime(0, times[Requests * 99 / 100]);
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
