using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Http;

/// <summary>A Vault under TLS, with authorities of one's own.</summary>
public sealed class VaultTlsTests : VaultTest
{
    [Theory]
    [InlineData("own", "127.0.0.1", true)]
    [InlineData("other", "127.0.0.1", false)]
    [InlineData("own", "127.0.0.2", false)]
    [InlineData(null, "127.0.0.1", false)]
    public async Task OnlyItsOwnAuthorities_AreTrusted_AndOnlyForItsName(string? trusted, string address, bool isTaken)
    {
        using var own = Authority("own");
        using var other = Authority("other");
        using var server = Issue(own, IPAddress.Parse(address));
        await using var vault = await VaultEmulation.StartAsync(Clock, builder => builder.WebHost.UseUrls().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(server))));
        vault.KeyValues.Put("db", ("password", "p1"));
        var file = trusted is null ? null : Put("ca.pem", (trusted == "own" ? own : other).ExportCertificatePem());
        await using var rig = new VaultRig(vault, VaultLogin.TokenFile(Put("token", vault.Tokens.Make(TimeSpan.FromHours(1)).Id)), options => options.CertificateAuthoritiesFile = file);

        var result = await rig.KeyValues().GetAsync(new("db"));

        using var version = result.Version;
        Assert.Equal(isTaken ? SecretOutcome.Found : SecretOutcome.Unavailable, result.Outcome);
        Assert.Equal(isTaken, vault.Requests.Count > 0);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=vault", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1]);
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
