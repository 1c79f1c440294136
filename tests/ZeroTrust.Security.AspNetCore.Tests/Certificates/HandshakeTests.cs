using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>What Kestrel is told about the handshake.</summary>
public sealed class HandshakeTests
{
    [Theory]
    [InlineData(true, ClientCertificateMode.RequireCertificate)]
    [InlineData(false, ClientCertificateMode.AllowCertificate)]
    public async Task Options_ResumeNoSessionAndFetchNothing_AfterWhatTheApplicationSets(bool require, ClientCertificateMode mode)
    {
        await using var site = await CertificateSite.StartAsync();
        var https = new HttpsConnectionAdapterOptions
        {
            OnAuthenticate = static (_, tls) => (tls.AllowTlsResume, tls.AllowRenegotiation) = (true, false),
        };
        https.UseZeroTrustClientCertificates(site.Services, require);
        Assert.Equal(mode, https.ClientCertificateMode);
        Assert.NotNull(https.ClientCertificateValidation);

        var tls = new SslServerAuthenticationOptions { AllowRenegotiation = true };
        https.OnAuthenticate(new DefaultConnectionContext(), tls);
        Assert.False(tls.AllowTlsResume);
        Assert.False(tls.AllowRenegotiation);
        Assert.True(tls.CertificateChainPolicy!.DisableCertificateDownloads);
        Assert.Equal(X509ChainTrustMode.CustomRootTrust, tls.CertificateChainPolicy.TrustMode);
        Assert.Empty(tls.CertificateChainPolicy.CustomTrustStore);
        Assert.Equal(X509RevocationMode.NoCheck, tls.CertificateChainPolicy.RevocationMode);
    }

    [Fact]
    public void WithoutTheFeature_ItSaysWhatIsMissing()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var fault = Assert.Throws<InvalidOperationException>(() => new HttpsConnectionAdapterOptions().UseZeroTrustClientCertificates(services));
        Assert.Contains("AddClientCertificates", fault.Message, StringComparison.Ordinal);
    }
}
