using System.Buffers;
using Microsoft.AspNetCore.Builder;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the page on the audit shows of shipping.</summary>
internal static class ShippingExamples
{
    internal static async Task Map(ILedger ledger, AuditSinkBatch batch, AuditSinkRecord record, CancellationToken cancellationToken)
    {
        var mapper = new AuditMapper(AuditFormat.Ecs, new() { Service = "orders" });
        var line = new ArrayBufferWriter<byte>();
        if (mapper.TryWrite(record, batch.Journal, line))
        {
            await ledger.AddOnceAsync(record.Id, line.WrittenMemory, cancellationToken);
        }
    }

    internal static void Add(WebApplicationBuilder builder, Secret elasticKey, Secret webhookKey)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditElasticsearch(options =>
            {
                options.Address = new("https://elastic.internal:9200");
                options.Index = "audit-orders-{yyyy}.{MM}";
                options.ApiKey = elasticKey;
            })
            .AddAuditWebhook(options =>
            {
                options.Address = new("https://siem.internal/audit");
                options.SigningKey = webhookKey;
            });
    }

    internal static void AddSyslog(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditSyslog(options =>
            {
                options.Server = "logs.internal";
                options.CertificateAuthoritiesFile = "/etc/orders/logs-ca.pem";
                options.ClientCertificateFile = "/etc/orders/orders.pem";
                options.ClientKeyFile = "/etc/orders/orders.key";
            });
    }

    internal static void AddOpenTelemetry(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditOpenTelemetry(options => options.Endpoint = new("https://collector.internal:4318"));
    }
}
