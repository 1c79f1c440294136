using System.Buffers.Text;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ZeroTrust.Security.AspNetCore.Tests.Certificates;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests;

/// <summary>nginx ends mutual TLS with real client certificates and passes them on as <c>$ssl_client_escaped_cert</c>.</summary>
public sealed class NginxTests : IDisposable
{
    private const string PassesOn = "proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;";

    private readonly TestCa _ca = new(now: TimeProvider.System.GetUtcNow());
    private readonly X509Certificate2 _server;

    public NginxTests() => _server = _ca.Issue(new ClientCertificate { Subject = "CN=localhost", DnsNames = ["localhost"], Uses = [TestCa.ServerUse] });

    [NginxFact]
    public async Task ClientCertificate_ThroughNginx_ProvesTheService()
    {
        await using var payments = await PaymentsHost.StartAsync(_ca.Pem, _server, "127.0.0.2");
        await using var nginx = await StartAsync("optional", payments.Plain);
        Assert.Equal("200 service 'orders'", await GetAsync(nginx.Address, _ca.Issue(PaymentsHost.Orders)));
        Assert.StartsWith("401", await GetAsync(nginx.Address, _ca.Issue("spiffe://prod.example/ns/shop/sa/ledger")), StringComparison.Ordinal);
        Assert.StartsWith("401", await GetAsync(nginx.Address, null), StringComparison.Ordinal);
    }

    [NginxFact]
    public async Task HeaderOfAClient_DirectOrThroughNginx_IsRefused()
    {
        await using var payments = await PaymentsHost.StartAsync(_ca.Pem, _server, "127.0.0.2");
        await using var nginx = await StartAsync("optional", payments.Plain);
        var stolen = Uri.EscapeDataString(_ca.Issue(PaymentsHost.Orders).ExportCertificatePem() + "\n");

        // Past nginx, on the very machine of it.
        Assert.StartsWith("401", await GetAsync(payments.Plain, null, ("X-SSL-Client-Cert", stolen)), StringComparison.Ordinal);
        var attempt = Assert.Single(payments.Trail.Events, static entry => entry.Type == "certificate.forwarded");
        Assert.Equal(IPAddress.Loopback, attempt.ClientAddress);
        Assert.StartsWith("401", await GetAsync(payments.Plain, null, ("X-SSL-Client-Cert", stolen), ("X-Forwarded-For", "127.0.0.2")), StringComparison.Ordinal);

        // Through nginx, which writes its own in its place; and in other spellings and formats, which it passes on.
        foreach (var name in new[] { "X-SSL-Client-Cert", "X_SSL_Client_Cert", "X.SSL.Client.Cert", "X-Forwarded-Client-Cert", "Client-Cert", "X-ARR-ClientCert" })
        {
            Assert.StartsWith("401", await GetAsync(nginx.Address, null, (name, stolen)), StringComparison.Ordinal);
        }
    }

    [NginxFact]
    public async Task CertificateThatNginxDoesNotCheck_IsChecked()
    {
        await using var payments = await PaymentsHost.StartAsync(_ca.Pem, _server, "127.0.0.2");
        await using var nginx = await StartAsync("optional_no_ca", payments.Plain);
        using var other = new TestCa("Other Root", now: TimeProvider.System.GetUtcNow());
        Assert.StartsWith("401", await GetAsync(nginx.Address, other.Issue(PaymentsHost.Orders)), StringComparison.Ordinal);
        Assert.Equal("certificate_untrusted", payments.Trail.Events[^1].Reason);
        Assert.Equal("200 service 'orders'", await GetAsync(nginx.Address, _ca.Issue(PaymentsHost.Orders)));
    }

    [NginxFact]
    public async Task TokenBoundToACertificate_PassesThroughNginxWithItAlone()
    {
        await using var payments = await PaymentsHost.StartAsync(_ca.Pem, _server, "127.0.0.2");
        await using var nginx = await StartAsync("optional", payments.Plain);
        var (certificate, again) = (_ca.Issue(PaymentsHost.Orders), _ca.Issue(PaymentsHost.Orders));
        var token = payments.Issuer.Token().ForUser("alice")
            .Claim("cnf", new JsonObject { ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)) }).Build();
        Assert.Equal("200 service 'orders' for user 'alice' of 'corporate'", await GetAsync(nginx.Address, certificate, ("Authorization", $"Bearer {token}")));
        Assert.StartsWith("401", await GetAsync(nginx.Address, again, ("Authorization", $"Bearer {token}")), StringComparison.Ordinal);
        Assert.StartsWith("401", await GetAsync(nginx.Address, null, ("Authorization", $"Bearer {token}")), StringComparison.Ordinal);
    }

    [NginxFact]
    public async Task NginxThatProvesItself_IsNoCallerItself()
    {
        await using var payments = await PaymentsHost.StartAsync(_ca.Pem, _server, "127.0.0.1");
        using var edge = _ca.Issue(PaymentsHost.Edge);
        await using var nginx = await NginxProxy.StartAsync(
            "optional",
            _ca.Pem,
            _server,
            $"proxy_pass {payments.Secure}; proxy_ssl_certificate {{folder}}/edge.pem; proxy_ssl_certificate_key {{folder}}/edge.key; {PassesOn}",
            ("edge.pem", edge.ExportCertificatePem()),
            ("edge.key", NginxProxy.KeyOf(edge)));
        Assert.Equal("200 service 'orders'", await GetAsync(nginx.Address, _ca.Issue(PaymentsHost.Orders)));
        Assert.StartsWith("401", await GetAsync(nginx.Address, null), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _server.Dispose();
        _ca.Dispose();
    }

    // From an address of its own, so that the service can tell nginx from anybody else on this machine.
    private Task<NginxProxy> StartAsync(string verify, Uri upstream) =>
        NginxProxy.StartAsync(verify, _ca.Pem, _server, $"proxy_pass {upstream}; proxy_bind 127.0.0.2; {PassesOn}");

    private static async Task<string> GetAsync(Uri address, X509Certificate2? certificate, params (string Name, string Value)[] headers)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = static (_, server, _, _) => server is not null,
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            },
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/caller"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
