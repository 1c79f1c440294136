using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Tests.TestTokens;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

/// <summary>A cache without a validator: tokens are texts of any kind, taken as verified.</summary>
internal sealed class CacheRig : IDisposable
{
    private readonly Issuer _issuer;
    private readonly RecentTime _clock;

    public CacheRig(CacheLimits limits)
    {
        Trust = new();
        _issuer = Trust.Current.Issuers.Values.Single();
        Trust.Current = TestTrust.SnapshotWith(limits, _issuer);
        Cache = new(Trust, Trust.Clock, Trust.Revocations, new());
        _clock = new(new(Trust.Clock, NullLogger.Instance), ticks: null);
    }

    public TestTrust Trust { get; }

    public VerifiedTokenCache Cache { get; }

    public static CacheLimits Limits(int entries, long bytes = 1L << 30) => new(entries, bytes, TimeSpan.FromMinutes(5));

    /// <summary>A text as long as a token, told from others by a number.</summary>
    public static string Text(int number) => $"{number:D10}{new string('x', 300)}.{number:D20}";

    public void Add(string text, TimeSpan? life = null) => Cache.Add(text, Token(text), Evidence(life ?? TimeSpan.FromMinutes(10)));

    /// <summary>One that stands in no cache.</summary>
    public CachedToken Entry(string text) => new(text, Token(text), Evidence(TimeSpan.FromMinutes(10)), TimeSpan.FromMinutes(5), cost: 1000);

    public bool Has(string text) => Find(text) is not null;

    public VerifiedToken? Find(string text) => Cache.Find(text, default, Trust.Current, _clock);

    public void Dispose() => Cache.Dispose();

    private Evidence Evidence(TimeSpan life)
    {
        var now = Trust.Clock.GetUtcNow();
        return new(Trust.Current, _issuer, Trust.Keys.Current!, new(now + life, now, now.UtcTicks, (now + life).UtcTicks), now, Trust.Revocations.Epoch);
    }

    private VerifiedToken Token(string text) => new()
    {
        IssuerName = "corporate",
        Caller = new() { User = new("corporate", text[..10]) },
        ExpiresAt = Trust.Clock.GetUtcNow(),
        Claims = new VerifiedClaims(text.ToCharArray(), "{\"sub\":\"alice\"}"u8),
    };
}
