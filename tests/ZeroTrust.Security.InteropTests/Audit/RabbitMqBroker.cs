using ZeroTrust.Security.AspNetCore.Tests.Certificates;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>One broker for all tests of the sink, since it starts slowly.</summary>
public sealed class RabbitMqBroker : IAsyncLifetime
{
    internal RabbitMqServer Server { get; private set; } = null!;

    /// <summary>Who vouches for the broker.</summary>
    internal TestCa Ca { get; } = new(now: TimeProvider.System.GetUtcNow());

    public async Task InitializeAsync()
    {
        if (RabbitMqServer.Programs is not null)
        {
            using var own = Ca.Issue(new ClientCertificate { Subject = "CN=broker.test", DnsNames = ["broker.test"], Uses = [TestCa.ServerUse] });
            Server = await RabbitMqServer.StartAsync(Ca.Pem, own);
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
