using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.AspNetCore.Tests.Certificates;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>rsyslog reads what the syslog sink sends over TLS, and is restarted meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed partial class RsyslogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestCa _ca = new(now: TimeProvider.System.GetUtcNow());
    private readonly X509Certificate2 _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;

    public RsyslogTests() => _server = _ca.Issue(new ClientCertificate { Subject = "CN=localhost", DnsNames = ["localhost"], Uses = [TestCa.ServerUse] });

    [RsyslogFact]
    public async Task Record_IsReadAsItWasSent_FromAClientThatProvesItself()
    {
        await using var rsyslog = await RsyslogServer.StartAsync("x509/certvalid", _ca.Pem, _server);
        using var own = _ca.Issue(new ClientCertificate { Subject = "CN=orders" });
        using var host = Host(rsyslog, options =>
        {
            options.ClientCertificateFile = rsyslog.WriteFile("own.pem", own.ExportCertificatePem());
            options.ClientKeyFile = rsyslog.WriteFile("own.key", NginxProxy.KeyOf(own));
        });
        await host.StartAsync();
        await host.Services.GetRequiredService<IAuditTrail>().RecordAsync(new()
        {
            Type = "refund",
            Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Outcome = AuditOutcome.Denied,
            Caller = new() { User = new("corporate", "al=i|ce\r\n<13>1 forged \u202e") },
            Resource = "o-1",
        });
        await host.StopAsync();
        await WaitForAsync(rsyslog, static lines => lines.Any(static line => line.Contains(" journal.close ", StringComparison.Ordinal)));

        var line = Assert.Single(rsyslog.Lines(), static line => line.Contains(" refund ", StringComparison.Ordinal));
        Assert.StartsWith("108 2026-01-02T03:04:05.678000Z node-7 orders refund [meta sequenceId=\"", line, StringComparison.Ordinal);
        Assert.Contains("] CEF:0|ZeroTrust.Security|Audit|", line, StringComparison.Ordinal);
        Assert.Contains(@" suser=al\=i|ce\r\n<13>1 forged \\u202e ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(rsyslog.Lines(), static line => line.StartsWith("13 ", StringComparison.Ordinal));
    }

    [RsyslogFact]
    public async Task Client_WithoutACertificate_DeliversNothing()
    {
        await using var rsyslog = await RsyslogServer.StartAsync("x509/certvalid", _ca.Pem, _server);
        using var host = Host(rsyslog, static _ => { });
        await host.StartAsync();
        await host.Services.GetRequiredService<IAuditTrail>().RecordAsync(new() { Type = "refund", Outcome = AuditOutcome.Allowed });
        await host.StopAsync();

        Assert.Empty(rsyslog.Lines());
        Assert.Empty(Directory.GetFiles(_folder, "sink-syslog.cursor", SearchOption.AllDirectories));
    }

    [RsyslogFact]
    public async Task Restarts_WhileRecordsAreSent_LoseNone()
    {
        const int Events = 4_000;
        await using var rsyslog = await RsyslogServer.StartAsync("anon", _ca.Pem, _server);
        using var host = Host(rsyslog, static _ => { });
        await host.StartAsync();
        var trail = host.Services.GetRequiredService<IAuditTrail>();
        for (var i = 0; i < Events; i++)
        {
            await trail.RecordAsync(new() { Type = "refund", Outcome = AuditOutcome.Allowed, Resource = $"r-{i.ToString(CultureInfo.InvariantCulture)}", Class = AuditClass.Buffered });
            if (i % 800 == 400)
            {
                // While it is sending, wherever it is.
                await WaitForAsync(rsyslog, lines => Resources(lines).Count > i / 4);
                await rsyslog.StopAsync();
                await rsyslog.StartAsync();
            }
        }

        await WaitForAsync(rsyslog, static lines => Resources(lines).Count == Events);
        await host.StopAsync();
        Assert.Equal(Events, Resources(rsyslog.Lines()).Count);
    }

    public void Dispose()
    {
        _ca.Dispose();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static HashSet<string> Resources(IReadOnlyList<string> lines) =>
        lines.Select(static line => Resource().Match(line)).Where(static match => match.Success).Select(static match => match.Value).ToHashSet(StringComparer.Ordinal);

    private static async Task WaitForAsync(RsyslogServer rsyslog, Func<IReadOnlyList<string>, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isThere(rsyslog.Lines()))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private IHost Host(RsyslogServer rsyslog, Action<AuditSyslogOptions> configure)
    {
        var application = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddZeroTrustCore().AddAuditJournal(Path.Combine(_folder, "audit")).AddAuditSyslog(
            options =>
            {
                (options.Server, options.Port, options.CertificateAuthoritiesFile) = ("localhost", rsyslog.Port, rsyslog.AuthoritiesFile);
                options.Mapping = new() { Host = "node-7", Service = "orders" };
                configure(options);
            },
            delivery => (delivery.MaxEvents, delivery.MaxAge) = (20, TimeSpan.FromMilliseconds(10)));
        return application.Build();
    }

    [GeneratedRegex("(?<= request=)r-[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Resource();
}
