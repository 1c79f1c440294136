using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZeroTrust.Security.Secrets.Npgsql;
using ZeroTrust.Security.Secrets.Npgsql.Pools;

namespace ZeroTrust.Security;

/// <summary>
/// A data source of PostgreSQL whose user name and password change while the service runs. New credentials have a pool of their own; the pool before is emptied, and ended by the time its credentials are. A connection
/// whose credentials the server refuses (SQLSTATE 28P01, 28000) is tried once more with others, if there are others. A singleton; threads share it.
/// </summary>
public sealed class RotatingNpgsqlDataSource : DbDataSource
{
    private readonly ISecretHandle _handle;
    private readonly PoolRotation _rotation;
    private readonly NpgsqlRotationMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _name;

    internal RotatingNpgsqlDataSource(RotatingNpgsqlSettings settings, ISecrets secrets, TimeProvider clock, NpgsqlRotationMetrics metrics, ILoggerFactory? loggers, ILogger logger)
    {
        var place = settings.Place;
        ConnectionString = settings.ConnectionString;
        _name = settings.Name;
        _metrics = metrics;
        _logger = logger;
        _handle = secrets.GetHandle(place.Reference);

        foreach (var field in place.Fields)
        {
            // A version that lacks a field of which there is a handle is not taken: the credentials at hand serve on.
            _ = secrets.GetHandle(new(place.Reference.Store, place.Reference.Name, field));
        }

        _rotation = new(_handle, new(settings.ConnectionString, settings.Name, place, settings.Configure, loggers), settings.DrainTimeout, clock, metrics, logger);
    }

    /// <summary>The connection string as it was given: without a password.</summary>
    /// <value>Never null.</value>
    public override string ConnectionString { get; }

    /// <summary>The pool of the credentials in force, for what takes no other kind of data source. Read it at each use: it ends with its credentials.</summary>
    /// <value>Never null. It belongs to this.</value>
    /// <exception cref="SecretUnavailableException">There are no credentials.</exception>
    public NpgsqlDataSource Current => _rotation.Current.Source;

    /// <summary>A connection to open later, with the credentials that are in force now. Opened by itself it is not tried a second time: where that can be chosen, take <see cref="OpenConnectionAsync"/>.</summary>
    /// <returns>The connection.</returns>
    /// <exception cref="SecretUnavailableException">There are no credentials.</exception>
    public new NpgsqlConnection CreateConnection() => _rotation.Current.Create();

    /// <summary>Opens a connection. Other credentials are tried only if they are at hand already: asking for them would block a thread.</summary>
    /// <returns>The open connection.</returns>
    /// <exception cref="SecretUnavailableException">There are no credentials.</exception>
    /// <exception cref="NpgsqlException">It cannot be opened.</exception>
    public new NpgsqlConnection OpenConnection()
    {
        var pool = _rotation.Current;
        try
        {
            return Open(pool);
        }
        catch (Exception fault) when (Refusal.Of(fault) is { } state)
        {
            var next = _rotation.Current;
            if (ReferenceEquals(next, pool))
            {
                Say(state, isFinal: true);
                throw;
            }

            Say(state, isFinal: false);
            return Open(next);
        }
    }

    /// <summary>Opens a connection. Where the server refuses the credentials, the store is asked for others, and these are tried once.</summary>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The open connection.</returns>
    /// <exception cref="SecretUnavailableException">There are no credentials.</exception>
    /// <exception cref="NpgsqlException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The opening was cancelled.</exception>
    public new async ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken = default)
    {
        await _handle.GetAsync(cancellationToken).ConfigureAwait(false);
        var pool = _rotation.Current;
        try
        {
            return await OpenAsync(pool, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (Refusal.Of(fault) is { } state)
        {
            if (state != Refusal.Ended)
            {
                await _handle.ReplaceAsync(pool.Version, cancellationToken).ConfigureAwait(false);
            }

            if (ReferenceEquals(_rotation.Current, pool))
            {
                Say(state, isFinal: true);
                throw;
            }

            Say(state, isFinal: false);
        }

        return await OpenAsync(_rotation.Current, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => CreateConnection();

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection() => OpenConnection();

    /// <inheritdoc/>
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
        await OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand(string? commandText = null) => new RotatingCommand(this, commandText);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rotation.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        _rotation.Dispose();
        return base.DisposeAsyncCore();
    }

    private static NpgsqlConnection Open(CredentialPool pool)
    {
        var connection = pool.Create();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static async ValueTask<NpgsqlConnection> OpenAsync(CredentialPool pool, CancellationToken cancellationToken)
    {
        var connection = pool.Create();
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Say(string state, bool isFinal)
    {
        if (state == Refusal.Ended)
        {
            return;
        }

        _metrics.Refused(_name, isFinal);
        if (isFinal)
        {
            NpgsqlRotationLog.Refused(_logger, _name, state);
        }
        else
        {
            NpgsqlRotationLog.Replaced(_logger, _name, state);
        }
    }
}
