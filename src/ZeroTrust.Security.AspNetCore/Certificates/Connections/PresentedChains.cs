using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// The intermediates that clients sent in their handshakes, kept as long as the client's certificate is: without them its chain could not
/// be built again when the bundle changes. Threads may share it.
/// </summary>
internal sealed class PresentedChains
{
    public const int MaxIntermediates = 8;

    private readonly ConditionalWeakTable<X509Certificate, X509Certificate2[]> _chains = [];

    /// <summary>A copy of what a client sent beside its certificate; null when that is more than is taken.</summary>
    public static X509Certificate2[]? Copy(X509Chain? chain)
    {
        var sent = chain?.ChainPolicy.ExtraStore;
        return sent is null or { Count: 0 } ? []
            : sent.Count > MaxIntermediates ? null
            : [.. sent.Select(static certificate => X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span))];
    }

    public void Keep(X509Certificate certificate, X509Certificate2[] intermediates) => _chains.AddOrUpdate(certificate, intermediates);

    public X509Certificate2[] Of(X509Certificate certificate) => _chains.TryGetValue(certificate, out var intermediates) ? intermediates : [];
}
