using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;
using ZeroTrust.Security.AspNetCore.Tests.Certificates;
using ZeroTrust.Security.Audit.RabbitMq;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>Encrypted connections to a broker whose certificate an authority of one's own has issued.</summary>
public sealed partial class RabbitMqSinkTests
{
    [RabbitMqFact]
    public async Task Tls_WithTheBrokersAuthority_Delivers()
    {
        await DeclareQueueAsync();
        using var journal = await WrittenJournal.WriteAsync(TestEvents.Refunds(100));
        await using var sink = TlsSink(broker.Ca.Pem, "broker.test");

        Assert.Equal(AuditSinkResult.StoredAll(journal.Batch(0, 1_000)), await sink.WriteAsync(journal.Batch(0, 1_000), default));
        Assert.Equal(journal.Records.Select(static record => record.Id.ToString()), (await TakeAllAsync()).Select(static message => message.BasicProperties.MessageId));
    }

    [RabbitMqFact]
    public async Task Tls_WithAnotherAuthority_OrAnotherName_DeliversNothing()
    {
        await DeclareQueueAsync();
        using var other = new TestCa(now: TimeProvider.System.GetUtcNow());
        var batch = Lines.Batch([Lines.Record(1, DateTimeOffset.UnixEpoch)]);
        await using var untrusted = TlsSink(other.Pem, "broker.test");
        await using var misnamed = TlsSink(broker.Ca.Pem, "other.test");

        Assert.Equal(("RabbitMQ's certificate is not trusted", 0), await ReasonAsync(untrusted, batch));
        Assert.Equal(("RabbitMQ's certificate is not trusted", 0), await ReasonAsync(misnamed, batch));
        Assert.Empty(await TakeAllAsync());
    }

    // As the page about the audit says it.
    private RabbitMqSink TlsSink(string authorities, string name)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem(authorities);
        var factory = broker.Server.Factory();
        factory.Port = broker.Server.TlsPort;
        factory.Ssl = new()
        {
            Enabled = true,
            ServerName = name,
            CertificateValidationCallback = (_, certificate, _, faults) =>
            {
                using var chain = new X509Chain();
                chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return (faults & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && chain.Build((X509Certificate2)certificate!);
            },
        };
        return new(factory, new() { Exchange = _name, Queue = _name });
    }
}
