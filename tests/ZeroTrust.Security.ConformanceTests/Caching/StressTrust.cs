using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>A validator whose settings, keys, clock and revocations a test changes while threads validate.</summary>
internal sealed class StressTrust : ITrustSource, IDisposable
{
    private volatile TrustSnapshot _current;

    public StressTrust(CacheLimits limits, params StressIssuer[] issuers)
    {
        _current = Snapshot(1, limits, issuers);
        Revocations = new(this, Clock);
        Validator = new(this, Revocations, Clock, new TokenMetrics(Meters), NullLogger<TokenValidator>.Instance, new(Meters));
    }

    public ManualTimeProvider Clock { get; } = new();

    public CountingMeters Meters { get; } = new();

    public RevocationList Revocations { get; }

    public TokenValidator Validator { get; }

    public TrustSnapshot Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Settings whose role <c>r</c> grants <c>gen:v</c> with their version.</summary>
    public static TrustSnapshot Snapshot(long version, CacheLimits limits, params IEnumerable<StressIssuer> issuers) => new()
    {
        Version = version,
        Issuers = issuers.ToFrozenDictionary(static issuer => issuer.Issuer.Profile.Identifier, static issuer => issuer.Issuer, StringComparer.Ordinal),
        Roles = new Dictionary<string, IReadOnlyList<string>> { ["r"] = [$"gen:v{version}"] }.ToFrozenDictionary(StringComparer.Ordinal),
        MaxTokenBytes = 8 * 1024,
        MaxHeaderBytes = 1024,
        Cache = limits,
    };

    public void Dispose()
    {
        Validator.Dispose();
        Revocations.Dispose();
        Meters.Dispose();
    }
}
