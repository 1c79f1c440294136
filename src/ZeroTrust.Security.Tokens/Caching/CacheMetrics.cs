using System.Diagnostics.Metrics;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>What the cache counts. A hit that nobody listens to costs one read.</summary>
internal sealed class CacheMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _removals;

    public CacheMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(TokenMetrics.MeterName) ?? new Meter(TokenMetrics.MeterName);
        _lookups = _meter.CreateCounter<long>("zerotrust.token.cache.lookups", "{token}", "Tokens looked for in the cache, by outcome.");
        _removals = _meter.CreateCounter<long>("zerotrust.token.cache.removals", "{token}", "Tokens taken out of the cache, by reason.");
    }

    /// <summary>Shows how full a cache is.</summary>
    public void Show(VerifiedTokenCache cache)
    {
        _meter.CreateObservableUpDownCounter("zerotrust.token.cache.entries", () => cache.Count, "{token}", "Tokens in the cache.");
        _meter.CreateObservableUpDownCounter("zerotrust.token.cache.size", () => cache.Bytes, "By", "Bytes that the tokens in the cache keep alive, over-estimated.");
    }

    public void Found(bool hit)
    {
        if (_lookups.Enabled)
        {
            _lookups.Add(1, new KeyValuePair<string, object?>("outcome", hit ? "hit" : "miss"));
        }
    }

    public void Removed(CacheRemoval reason, int count)
    {
        if (count > 0 && _removals.Enabled)
        {
            _removals.Add(count, new KeyValuePair<string, object?>("reason", Name(reason)));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static string Name(CacheRemoval reason) => reason switch
    {
        CacheRemoval.Expired => "expired",
        CacheRemoval.Evicted => "evicted",
        _ => "outdated",
    };
}
