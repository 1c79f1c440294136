using System.Collections.Immutable;
using ZeroTrust.Security.ConformanceTests.Differential;
using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>
/// What is in force in a <see cref="StressTrust"/> and was: changes it, and tells of each verdict whether anything that was in force
/// between the start and the end of the call permits it. Threads may share it.
/// </summary>
internal sealed class StressModel : IDisposable
{
    private static readonly CacheLimits[] Limits =
    [
        new(16, 1 << 20, TimeSpan.FromSeconds(5)),
        new(64, 1 << 20, TimeSpan.FromMinutes(5)),
        new(200, 4 << 20, TimeSpan.FromSeconds(20)),
        new(64, 256 << 10, TimeSpan.FromMinutes(5)),
        new(0, 1 << 20, TimeSpan.FromMinutes(5)),
    ];

    private readonly StressTrust _trust;
    private readonly Stamps _stamps = new();
    private readonly History<DateTimeOffset> _clock;
    private readonly History<Settings> _settings;
    private readonly Dictionary<StressIssuer, History<ImmutableHashSet<FastKey>>> _keys;
    private readonly History<ImmutableDictionary<RevocationKey, Revocation>> _revocations;

    public StressModel()
    {
        Issuers = [new("a"), new("b")];
        _trust = new(Limits[1], Issuers);
        _clock = new(_stamps, _trust.Clock.GetUtcNow());
        _settings = new(_stamps, new(1, HasSecond: true, Limits[1]));
        _keys = Issuers.ToDictionary(static issuer => issuer, issuer => new History<ImmutableHashSet<FastKey>>(_stamps, [.. issuer.AllKeys]));
        _revocations = new(_stamps, ImmutableDictionary<RevocationKey, Revocation>.Empty);
    }

    public StressTrust Trust => _trust;

    public StressIssuer[] Issuers { get; }

    public long Now => _stamps.Now;

    public void MoveClock(SeededRandom random)
    {
        if (Monitor.TryEnter(_clock))
        {
            var by = TimeSpan.FromMilliseconds(random.Below(100));
            var now = _clock.Newest;
            switch (random.Below(12))
            {
                case 0:
                    _clock.Change(now + (30 * by), _trust.Clock.JumpTo);
                    break;
                case 1:
                    _clock.Change(now - (20 * by), _trust.Clock.JumpTo);
                    break;
                default:
                    _clock.Change(now + by, _ => _trust.Clock.Advance(by));
                    break;
            }

            Monitor.Exit(_clock);
        }
    }

    public void Reload(SeededRandom random)
    {
        if (Monitor.TryEnter(_settings))
        {
            var next = new Settings(_settings.Newest.Version + 1, !random.OneIn(3), random.Pick(Limits));
            var snapshot = StressTrust.Snapshot(next.Version, next.Bounds, Issuers.Take(next.HasSecond ? 2 : 1));
            _settings.Change(next, _ => _trust.Current = snapshot);
            Monitor.Exit(_settings);
        }
    }

    public void RotateKeys(SeededRandom random)
    {
        var issuer = random.Pick(Issuers);
        if (Monitor.TryEnter(_keys[issuer]))
        {
            ImmutableHashSet<FastKey> left = random.OneIn(10) ? [] : [.. issuer.AllKeys.Where(_ => !random.OneIn(4))];
            _keys[issuer].Change(left, keys => issuer.Keys.Current = keys.Count == 0 ? null : new([.. keys]));
            Monitor.Exit(_keys[issuer]);
        }
    }

    public void Revoke(StressToken token, SeededRandom random)
    {
        var issuer = token.Issuer.Name;
        var revocation = random.Below(16) switch
        {
            < 5 => Revocation.OfToken(issuer, token.Id, null),
            < 10 => Revocation.OfSubject(issuer, token.Subject, random.OneIn(2) ? null : token.IssuedAt.AddSeconds(1)),
            < 12 => Revocation.OfSession(issuer, $"s-{token.Id}", null),
            < 15 => Revocation.OfClient(issuer, $"c-{token.Id}", null),
            _ => Revocation.OfIssuer(issuer, token.IssuedAt.AddSeconds(random.Below(3))),
        };
        ChangeRevocations(now => now.ContainsKey(revocation.Key) ? now : now.Add(revocation.Key, revocation), () => _trust.Revocations.Add(revocation));
    }

    /// <summary>Takes one revocation back, one of a whole issuer first, and more where there are many.</summary>
    public void Lift(SeededRandom random)
    {
        var held = _revocations.Newest;
        var key = held.Keys.FirstOrDefault(static key => key.Kind == RevocationKind.Issuer);
        if (held.Count > 0 && (key != default || held.Count > 40 || random.OneIn(2)))
        {
            key = key != default ? key : held.Keys.ElementAt(random.Below(held.Count));
            ChangeRevocations(now => now.Remove(key), () => _trust.Revocations.Remove(key));
        }
    }

    /// <summary>What is wrong with a verdict on a token that was asked for between two stamps; null when nothing is.</summary>
    public string? FindFault(StressToken token, TokenVerdict verdict, long start, long end) => verdict.Failure switch
    {
        TokenFailure.None => FindFaultOfAccepted(token, verdict.Token!, start, end),
        TokenFailure.SignatureInvalid => token.Genuine ? "a good signature was refused" : null,
        TokenFailure.IssuerUnknown => _settings.Had(start, end, token, static (settings, token) => !settings.Has(token)) ? null : "its issuer was there all the time",
        TokenFailure.KeyUnknown or TokenFailure.KeysUnavailable =>
            _keys[token.Issuer].Had(start, end, token, static (keys, token) => !keys.Contains(token.Key)) ? null : "its key was there all the time",
        TokenFailure.Expired => _clock.Had(start, end, token, static (now, token) => now >= token.ExpiresAt) ? null : "it had not expired",
        TokenFailure.IssuedInFuture => _clock.Had(start, end, token, static (now, token) => now < token.IssuedAt) ? null : "it was not of the future",
        TokenFailure.Revoked => _revocations.Had(start, end, token, Reach) ? null : "it was not revoked",
        _ => "nothing here leads to that failure",
    };

    public void Dispose() => _trust.Dispose();

    private string? FindFaultOfAccepted(StressToken token, VerifiedToken verified, long start, long end) =>
        !token.Genuine ? "a forged token was accepted"
        : token.FindOthers(verified) is { } other ? $"torn: {other}"
        : !_settings.Had(start, end, (token, verified.TrustVersion), static (settings, of) => settings.Version == of.TrustVersion && settings.Has(of.token))
            ? $"settings {verified.TrustVersion} did not hold, or had no such issuer"
        : !verified.Caller.Permissions.HasPermission($"gen:v{verified.TrustVersion}") ? $"grants are not those of settings {verified.TrustVersion}"
        : !_keys[token.Issuer].Had(start, end, token, static (keys, token) => keys.Contains(token.Key)) ? "its key was gone"
        : !_clock.Had(start, end, token, static (now, token) => now >= token.IssuedAt && now < token.ExpiresAt) ? "its time had passed or not come"
        : !_revocations.Had(start, end, token, static (held, token) => !Reach(held, token)) ? "it was revoked all the time"
        : null;

    private static bool Reach(ImmutableDictionary<RevocationKey, Revocation> held, StressToken token) =>
        Reaches(held, RevocationKind.TokenId, token.Id, token)
        || Reaches(held, RevocationKind.Subject, token.Subject, token)
        || Reaches(held, RevocationKind.Session, $"s-{token.Id}", token)
        || Reaches(held, RevocationKind.Client, $"c-{token.Id}", token)
        || Reaches(held, RevocationKind.Issuer, "", token);

    private static bool Reaches(ImmutableDictionary<RevocationKey, Revocation> held, RevocationKind kind, string value, StressToken token) =>
        held.TryGetValue(new(token.Issuer.Name, kind, value), out var revocation)
        && (revocation.IssuedBefore is not { } before || token.IssuedAt < before);

    private void ChangeRevocations(
        Func<ImmutableDictionary<RevocationKey, Revocation>, ImmutableDictionary<RevocationKey, Revocation>> next, Action change)
    {
        if (Monitor.TryEnter(_revocations))
        {
            var held = _revocations.Newest;
            if (next(held) is var changed && changed != held)
            {
                _revocations.Change(changed, _ => change());
            }

            Monitor.Exit(_revocations);
        }
    }

    private sealed record Settings(long Version, bool HasSecond, CacheLimits Bounds)
    {
        public bool Has(StressToken token) => HasSecond || token.Issuer.Name == "a";
    }
}
