using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using RabbitMQ.Client;
using ZeroTrust.Security.Audit;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages on the audit show.</summary>
internal static class JournalExamples
{
    internal static void Add(WebApplicationBuilder builder, Secret key)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit", options => options.HashKey = key);
    }

    internal static void Keep(WebApplicationBuilder builder, Secret pem)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit", options =>
            {
                options.CheckpointKey = pem;
                options.RetentionAge = TimeSpan.FromDays(400);
                options.RetentionHardBytes = 200L * 1024 * 1024 * 1024;
            });
    }

    internal static void AddSink(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditSink<LedgerSink>(options => options.MaxEvents = 500);
    }

    internal static void Verify()
    {
        var report = JournalVerifier.Verify("/var/lib/orders/audit");
        Console.WriteLine(report.Finding?.Message ?? $"{report.Verdict}: {report.Records} records, head {report.HeadHash}");
    }

    internal static void VerifyWithKey(Secret key)
    {
        var report = JournalVerifier.Verify("/var/lib/orders/audit", new() { HashKey = key });
        if (report.Verdict == JournalVerdict.Damaged)
        {
            Console.WriteLine(report.Finding!.Message);
        }
    }

    internal static JournalReport VerifyAgainstHeads(Secret key)
    {
        var report = JournalVerifier.Verify("/var/lib/orders/audit", new()
        {
            HashKey = key,
            Checkpoints = File.ReadAllLines("/mnt/elsewhere/orders-checkpoints.jws"),
            CheckpointKeys = File.ReadAllText("/etc/orders/audit-keys.jwks"),
        });
        return report;
    }

    internal static void ShipToRabbitMq(WebApplicationBuilder builder, Secret password)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditRabbitMq(new Uri("amqps://orders@broker.internal/audit"), (_, _) => new(password));
    }

    internal static void ShipToRabbitMqOfAnAuthority(IZeroTrustBuilder zt, X509Certificate2Collection authorities, string password)
    {
        zt.AddAuditRabbitMq(_ => new ConnectionFactory
        {
            HostName = "broker.internal",
            Port = 5671,
            UserName = "orders",
            Password = password,
            AutomaticRecoveryEnabled = false,
            Ssl = new()
            {
                Enabled = true,
                ServerName = "broker.internal",
                CertificateValidationCallback = (_, certificate, _, faults) =>
                {
                    // A name that does not fit, or no certificate at all, is no question of the authority.
                    using var chain = new X509Chain();
                    chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                    chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
                    return (faults & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && chain.Build((X509Certificate2)certificate!);
                },
            },
        });
    }

    internal static void ShipToPostgres(WebApplicationBuilder builder, Secret password)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditPostgres("Host=db;Database=audit;Username=orders;SSL Mode=VerifyFull", (_, _) => new(password));
    }
}
