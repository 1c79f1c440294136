using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>The names of a certificate's subject: URIs and DNS names among its alternative names (RFC 5280 §4.2.1.6), and the subject.</summary>
/// <param name="Uris">The URIs.</param>
/// <param name="DnsNames">The DNS names.</param>
/// <param name="Subject">The subject; null when it is empty.</param>
internal sealed record CertificateNames(IReadOnlyList<string> Uris, IReadOnlyList<string> DnsNames, string? Subject)
{
    private const string AlternativeNames = "2.5.29.17";
    private const int MaxNames = 256;

    private static readonly Asn1Tag DnsTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    /// <summary>Reads them; null when the extension is broken, or there twice.</summary>
    public static CertificateNames? Read(X509Certificate2 certificate)
    {
        var (uris, dns) = (new List<string>(), new List<string>());
        var extensions = certificate.Extensions.Where(static extension => extension.Oid?.Value == AlternativeNames).ToArray();
        try
        {
            return extensions.Length <= 1 && extensions.All(extension => ReadNames(extension.RawData, uris, dns))
                ? new(uris, dns, certificate.SubjectName.Name is { Length: > 0 } subject ? subject : null)
                : null;
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    private static bool ReadNames(byte[] extension, List<string> uris, List<string> dns)
    {
        var reader = new AsnReader(extension, AsnEncodingRules.DER);
        var names = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var count = 0;
        while (names.HasData)
        {
            var tag = names.PeekTag();
            if (++count > MaxNames)
            {
                return false;
            }

            if (tag == UriTag)
            {
                uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
            }
            else if (tag == DnsTag)
            {
                dns.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, DnsTag));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        return true;
    }
}
