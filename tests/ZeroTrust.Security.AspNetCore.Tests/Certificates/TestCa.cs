using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>A throw-away certificate authority: a root, and authorities below it.</summary>
internal sealed class TestCa : IDisposable
{
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>What the clock of the tests says at first.</summary>
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DateTimeOffset _now;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCa(string name = "Test Root", TestCa? above = null, DateTimeOffset? now = null)
    {
        _now = now ?? above?._now ?? Start;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = above is null
            ? request.CreateSelfSigned(_now.AddYears(-1), _now.AddYears(9))
            : above.Sign(request, _now.AddYears(-1), _now.AddYears(5)).CopyWithPrivateKey(_key);
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    /// <summary>Issues a client's certificate, with its key.</summary>
    public X509Certificate2 Issue(ClientCertificate wanted)
    {
        var key = wanted.Key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(wanted.Subject, key, HashAlgorithmName.SHA256);
        wanted.AddTo(request);
        using var certificate = Sign(request, wanted.From ?? _now.AddDays(-1), wanted.To ?? _now.AddDays(30));
        using var withKey = certificate.CopyWithPrivateKey(key);

        // By way of PKCS#12: TLS takes no key that lives in memory alone on every platform.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public X509Certificate2 Issue(string spiffeId) => Issue(new ClientCertificate { Uris = [spiffeId] });

    public X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset to) =>
        request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), from, to, RandomNumberGenerator.GetBytes(8));

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
