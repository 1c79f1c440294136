using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>One broker for all tests of the sink, since it starts slowly.</summary>
public sealed class RabbitMqBroker : IAsyncLifetime
{
    internal RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (RabbitMqServer.Programs is not null)
        {
            Server = await RabbitMqServer.StartAsync();
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
