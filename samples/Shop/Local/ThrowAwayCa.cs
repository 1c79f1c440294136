using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Local;

/// <summary>An authority for certificates that lives as long as the shop. In production this is cert-manager, SPIRE or the like.</summary>
internal sealed class ThrowAwayCa : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly DateTimeOffset _from = TimeProvider.System.GetUtcNow().AddHours(-1);
    private readonly DateTimeOffset _to = TimeProvider.System.GetUtcNow().AddHours(23);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public ThrowAwayCa()
    {
        var request = new CertificateRequest("CN=Shop Root", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(_from, _to);
    }

    /// <summary>Writes the authority's own certificate, which others are to trust.</summary>
    public void WriteRoot(string file) => File.WriteAllText(file, _root.ExportCertificatePem());

    /// <summary>Writes certificate and key of a service that others call on this machine.</summary>
    public void WriteServer(string pathWithoutEnding)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        Write(pathWithoutEnding, names, ServerUse);
    }

    /// <summary>Writes certificate and key by which a service proves itself when it calls.</summary>
    public void WriteClient(string pathWithoutEnding, string spiffeId)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new(spiffeId));
        Write(pathWithoutEnding, names, ClientUse);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    private void Write(string pathWithoutEnding, SubjectAlternativeNameBuilder names, string use)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build(critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.Create(_root, _from, _to, RandomNumberGenerator.GetBytes(16));
        File.WriteAllText($"{pathWithoutEnding}.crt", certificate.ExportCertificatePem());
        File.WriteAllText($"{pathWithoutEnding}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
