using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>What a client's certificate is to say. By default a good one without a name.</summary>
internal sealed record ClientCertificate
{
    public string Subject { get; init; } = "";

    public IReadOnlyList<string> Uris { get; init; } = [];

    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The whole extension of alternative names; null to make it of the names.</summary>
    public byte[]? AlternativeNames { get; init; }

    /// <summary>The extended key usages; null leaves the extension out.</summary>
    public IReadOnlyList<string>? Uses { get; init; } = [TestCa.ClientUse];

    public bool IsAuthority { get; init; }

    public X509KeyUsageFlags KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature;

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>Where it says that its issuer's certificate and list of revocations are; null for nowhere.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it names a responder (RFC 6960) at its address beside the list.</summary>
    public bool HasResponder { get; init; } = true;

    public ECDsa? Key { get; init; }

    public void AddTo(CertificateRequest request)
    {
        if (AlternativeNames is { } raw)
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", raw, false));
        }
        else if (Uris.Count + DnsNames.Count > 0)
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", Names(), Subject.Length == 0));
        }

        if (Address is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(HasResponder ? [$"{Address}ocsp"] : [], [$"{Address}ca.cer"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{Address}list.crl"]));
        }

        if (Uses is { } uses)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(static use => new Oid(use))], false));
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(KeyUsage, true));
    }

    // By hand: the platform's builder takes well-formed URIs alone.
    private byte[] Names()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var uri in Uris)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, uri, new Asn1Tag(TagClass.ContextSpecific, 6));
            }

            foreach (var name in DnsNames)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            }
        }

        return writer.Encode();
    }
}
