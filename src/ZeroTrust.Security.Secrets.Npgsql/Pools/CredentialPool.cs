using System.Data;
using Npgsql;

namespace ZeroTrust.Security.Secrets.Npgsql.Pools;

/// <summary>The connections of one user name and password. It counts those that the application has in hand.</summary>
internal sealed class CredentialPool : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly StateChangeEventHandler _count;
    private SecretVersion _version;
    private int _held;

    public CredentialPool(NpgsqlDataSource source, Credentials credentials, SecretVersion version)
    {
        _source = source;
        _version = version;
        _count = Count;
        Credentials = credentials;
    }

    public Credentials Credentials { get; }

    /// <summary>What the handle last gave for these credentials: a lease that is renewed has another end.</summary>
    public SecretVersion Version
    {
        get => Volatile.Read(ref _version);
        set => Volatile.Write(ref _version, value);
    }

    public NpgsqlDataSource Source => _source;

    /// <summary>How many connections are open in the hands of the application.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>A connection that is not open yet.</summary>
    public NpgsqlConnection Create()
    {
        var connection = _source.CreateConnection();
        connection.StateChange += _count;
        return connection;
    }

    /// <summary>Closes what nobody uses; what is in use is closed as it is given back.</summary>
    public void Clear() => _source.Clear();

    public void Dispose()
    {
        _source.Dispose();
        Credentials.Dispose();
    }

    private void Count(object sender, StateChangeEventArgs change)
    {
        if (change.OriginalState == ConnectionState.Closed && change.CurrentState == ConnectionState.Open)
        {
            Interlocked.Increment(ref _held);
        }
        else if (change.OriginalState == ConnectionState.Open && change.CurrentState == ConnectionState.Closed)
        {
            Interlocked.Decrement(ref _held);
        }
    }
}
