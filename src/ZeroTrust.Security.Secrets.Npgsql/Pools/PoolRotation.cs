using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Secrets.Npgsql.Pools;

/// <summary>
/// Has one pool for the credentials in force, and those of replaced ones until their end. A pool is never given other credentials: user name and password
/// of one version stay together.
/// </summary>
internal sealed class PoolRotation : IDisposable
{
    private readonly ISecretHandle _handle;
    private readonly PoolFactory _factory;
    private readonly TimeSpan _drainTimeout;
    private readonly TimeProvider _clock;
    private readonly NpgsqlRotationMetrics _metrics;
    private readonly ILogger _logger;
    private readonly IDisposable _listening;

    private readonly Lock _gate = new();
    private readonly Dictionary<CredentialPool, ITimer> _draining = [];
    private CredentialPool? _current;
    private bool _disposed;

    public PoolRotation(ISecretHandle handle, PoolFactory factory, TimeSpan drainTimeout, TimeProvider clock, NpgsqlRotationMetrics metrics, ILogger logger)
    {
        _handle = handle;
        _factory = factory;
        _drainTimeout = drainTimeout;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;
        metrics.Begin(factory.Name, () => HeldOver);
        _listening = handle.OnChange(Follow);
    }

    /// <summary>How many connections of replaced credentials the application has in hand.</summary>
    public int HeldOver
    {
        get
        {
            lock (_gate)
            {
                return _draining.Keys.Sum(static pool => pool.Held);
            }
        }
    }

    /// <summary>The pool of the credentials in force.</summary>
    /// <exception cref="SecretUnavailableException">There are none.</exception>
    /// <exception cref="ObjectDisposedException">The data source has ended.</exception>
    public CredentialPool Current
    {
        get
        {
            var version = _handle.Current;
            var pool = Volatile.Read(ref _current);
            return pool is not null && ReferenceEquals(pool.Version, version) ? pool : Take();
        }
    }

    public void Dispose()
    {
        CredentialPool[] pools;
        ITimer[] timers;
        lock (_gate)
        {
            _disposed = true;
            pools = _current is { } current ? [current, .. _draining.Keys] : [.. _draining.Keys];
            timers = [.. _draining.Values];
            _draining.Clear();
            _current = null;
        }

        _listening.Dispose();
        _metrics.Dispose();
        Array.ForEach(timers, static timer => timer.Dispose());
        Array.ForEach(pools, static pool => pool.Dispose());
    }

    private CredentialPool Take()
    {
        CredentialPool? replaced;
        CredentialPool pool;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(RotatingNpgsqlDataSource));

            // Read under the gate, so that a thread that was held up does not put an older version in force.
            (pool, replaced) = PoolOf(_handle.Current);
        }

        replaced?.Clear();
        return pool;
    }

    private (CredentialPool Pool, CredentialPool? Replaced) PoolOf(SecretVersion version)
    {
        if (_current is { } current && ReferenceEquals(current.Version, version))
        {
            return (current, null);
        }

        var credentials = _factory.Read(version);
        if (_current is { } same && same.Credentials.AreSameAs(credentials))
        {
            credentials.Dispose();
            same.Version = version;
            return (same, null);
        }

        var replaced = _current;
        _current = _factory.Make(credentials, version);
        if (replaced is not null)
        {
            Drain(replaced, EndOf(replaced));
            _metrics.Rotated(_factory.Name);
            NpgsqlRotationLog.Rotated(_logger, _factory.Name, version.Version);
        }

        return (_current, replaced);
    }

    private TimeSpan EndOf(CredentialPool replaced) => Left(replaced.Version.ExpiresAt) is { } left && left < _drainTimeout ? left : _drainTimeout;

    private TimeSpan? Left(DateTimeOffset? end) => (end - _clock.GetUtcNow()) is { } left ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : null;

    private void Drain(CredentialPool pool, TimeSpan left)
    {
        var timer = DetachedTimer.Create(_clock, ended => End((CredentialPool)ended!), pool);
        _draining.Add(pool, timer);
        timer.Change(left, Timeout.InfiniteTimeSpan);
    }

    private void End(CredentialPool pool)
    {
        lock (_gate)
        {
            if (!_draining.Remove(pool, out var timer))
            {
                return;
            }

            timer.Dispose();
        }

        var held = pool.Held;
        pool.Dispose();
        if (held > 0)
        {
            NpgsqlRotationLog.HeldOver(_logger, _factory.Name, held);
        }
    }

    // A service that does nothing just now lets go of old connections as well.
    private void Follow()
    {
        if (_handle.Held is not null)
        {
            if (Volatile.Read(ref _current) is not null)
            {
                _ = Take();
            }

            return;
        }

        CredentialPool? lost;
        lock (_gate)
        {
            lost = _current;
            _current = null;
            if (lost is not null)
            {
                Drain(lost, TimeSpan.Zero);
            }
        }

        lost?.Clear();
    }
}
