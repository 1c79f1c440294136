using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>One server for all tests of the sink, one test at a time: some of them stop it.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    internal PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Programs is not null)
        {
            // The processes are killed here, the machine is not: what the system was handed is there afterwards.
            Server = await PostgresServer.StartAsync("fsync=off", "timezone=America/New_York", "max_connections=20");
        }
    }

    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
