using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>A client that would resume its TLS session (RFC 8446 §2.2, RFC 5246 §7.3) proves its whole chain each time all the same.</summary>
public sealed class ResumedSessionTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task ClientWithAnIntermediate_ThatComesBack_IsKnownAgain(SslProtocols protocol)
    {
        await using var site = await CertificateSite.StartAsync();
        using var below = new TestCa("Below", site.Ca);
        var context = SslStreamCertificateContext.Create(below.Issue(CertificateSite.Orders), [below.Certificate], offline: true);

        for (var visit = 0; visit < 3; visit++)
        {
            Assert.Equal("service 'orders'", await AskAsync(site, context, protocol));
        }
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task ClientWhoseAuthorityIsGone_ThatComesBack_GetsNoConnection(SslProtocols protocol)
    {
        await using var site = await CertificateSite.StartAsync();
        using var below = new TestCa("Below", site.Ca);
        var context = SslStreamCertificateContext.Create(below.Issue(CertificateSite.Orders), [below.Certificate], offline: true);
        Assert.Equal("service 'orders'", await AskAsync(site, context, protocol));

        using var other = new TestCa("Other Root");
        await site.SwapBundleAsync(other.Pem);
        site.Clock.Advance(TimeSpan.FromSeconds(15));

        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(site, context, protocol));
        Assert.Contains("Client certificate refused, untrusted:", site.Logs.All, StringComparison.Ordinal);
    }

    // Each time a connection of its own, with what the client's side of the platform remembers of the last one.
    private static async Task<string> AskAsync(CertificateSite site, SslStreamCertificateContext certificate, SslProtocols protocol)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Secure.Host, site.Secure.Port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocol,
            ClientCertificateContext = certificate,
            AllowTlsResume = true,
            RemoteCertificateValidationCallback = static (_, server, _, _) => server is not null,
        });
        await tls.WriteAsync("GET /caller HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(tls, Encoding.ASCII);
        var answer = await reader.ReadToEndAsync();
        var lines = answer.Split("\r\n");
        return lines[0].Contains("200", StringComparison.Ordinal) ? lines.Single(static line => line.StartsWith("service", StringComparison.Ordinal)) : throw new IOException(lines[0]);
    }
}
