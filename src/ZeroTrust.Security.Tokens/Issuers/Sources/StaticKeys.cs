using System.Text;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Keys written in the settings. They change by a reload only; one that ends by its own certificate or <c>exp</c> ends here too.</summary>
internal sealed class StaticKeys : IssuerKeys
{
    private readonly IssuerMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly KeyLoad _load;
    private readonly long _madeAt;
    private readonly DateTimeOffset _madeOn;
    private readonly KeysInUse _keys;

    public StaticKeys(IssuerKeySettings settings, KeySetReader reader, IssuerMetrics metrics, ILogger logger, TimeProvider time)
        : base(settings)
    {
        _metrics = metrics;
        _logger = logger;
        _time = time;
        _madeAt = time.GetTimestamp();
        _madeOn = time.GetUtcNow();
        _load = reader.Read(Encoding.UTF8.GetBytes(settings.Jwks ?? ""));
        if (_load.Succeeded && settings.MaxKeyAge is { } maxAge)
        {
            _load = new KeyAges(maxAge, time).Limit(_load.Keys, _load.Skipped);
        }

        _keys = new(time);
        _keys.Use(_load.Succeeded ? HeldKeys.Take(_load.Keys, TimeSpan.MaxValue, time, previous: null) : null);
    }

    public override IssuerKeySet? Current => _keys.Current;

    public override IssuerKeyStatus Status
    {
        get
        {
            var usable = Current is not null;
            var problem = _load.Problem ?? (usable ? null : "Every key has ended.");
            return new(Settings.IssuerName, usable, Stale: false, _load.Succeeded ? _madeOn : null, problem);
        }
    }

    public override TimeSpan Age => _time.GetElapsedTime(_madeAt);

    /// <summary>There is nothing to fetch: what is not here is unknown, unless nothing is here.</summary>
    public override ValueTask<KeyFetch> FetchForAsync(string? keyId, CancellationToken cancellationToken) =>
        new(Current is null ? KeyFetch.Unavailable : KeyFetch.NotAllowed);

    public override void Start()
    {
        _metrics.Add(this);
        new KeyFetchReport(Settings, _metrics, _logger).Landed(new(_load, 0, TimeSpan.Zero, TimeSpan.Zero, _load.Succeeded));
    }

    public override void Dispose()
    {
        _metrics.Remove(this);
        _keys.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
