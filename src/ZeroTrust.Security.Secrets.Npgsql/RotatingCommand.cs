using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace ZeroTrust.Security.Secrets.Npgsql;

/// <summary>A command without a connection of its own: each execution opens one of the data source, with the second try that it has, and gives it back.</summary>
internal sealed class RotatingCommand(RotatingNpgsqlDataSource source, string? text) : DbCommand
{
    private readonly NpgsqlCommand _command = new(text);

    [AllowNull]
    public override string CommandText
    {
        get => _command.CommandText;
#pragma warning disable CA2100 // It is the caller's own.
        set => _command.CommandText = value;
#pragma warning restore CA2100
    }

    public override int CommandTimeout
    {
        get => _command.CommandTimeout;
        set => _command.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => _command.CommandType;
        set => _command.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => _command.UpdatedRowSource;
        set => _command.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => null;
        set => throw OfTheDataSource();
    }

    protected override DbParameterCollection DbParameterCollection => _command.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set => throw OfTheDataSource();
    }

    public override void Cancel() => _command.Cancel();

    public override void Prepare() => throw OfTheDataSource();

    public override Task PrepareAsync(CancellationToken cancellationToken = default) => Task.FromException(OfTheDataSource());

    public override int ExecuteNonQuery()
    {
        using var connection = source.OpenConnection();
        _command.Connection = connection;
        return _command.ExecuteNonQuery();
    }

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        _command.Connection = connection;
        return await _command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override object? ExecuteScalar()
    {
        using var connection = source.OpenConnection();
        _command.Connection = connection;
        return _command.ExecuteScalar();
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        _command.Connection = connection;
        return await _command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var connection = source.OpenConnection();
        try
        {
            _command.Connection = connection;
            return _command.ExecuteReader(behavior | CommandBehavior.CloseConnection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _command.Connection = connection;
            return await _command.ExecuteReaderAsync(behavior | CommandBehavior.CloseConnection, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override DbParameter CreateDbParameter() => new NpgsqlParameter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _command.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException OfTheDataSource() =>
        new("A command of a data source opens a connection for each execution. Open one, and make the command of it, for a transaction or to prepare it.");
}
