using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Puts on record that a client has sent headers of identity: once for a request, and once more for certificates where they are taken in headers.</summary>
internal sealed class HeaderAttempts(DecisionRecorder recorder, HeaderMetrics metrics, IServiceProvider services, ILogger<HeaderAttempts> logger)
{
    public const string EventType = "headers.identity";
    public const string Reason = "identity_header_of_client";
    public const string CertificateEventType = "certificate.forwarded";
    public const string CertificateReason = "forwarded_certificate_of_no_proxy";

    private static readonly HeaderSet CustomaryCertificates = new(CustomaryHeaders.Certificates);

    private readonly CertificateMetrics? _certificates = services.GetService<CertificateMetrics>();

    /// <param name="context">The request.</param>
    /// <param name="removed">The headers that were removed.</param>
    /// <param name="forwarded">The header in which proxies may send certificates; null where they may not, and certificates are headers like others.</param>
    public void Record(HttpContext context, List<string> removed, string? forwarded)
    {
        var peer = PeerAddress.Of(context);
        var certificates = forwarded is null ? 0 : removed.Count(name => IsCertificate(name, forwarded));
        if (certificates > 0)
        {
            _certificates?.HeaderRemoved();
            CertificateLog.HeaderRemoved(logger, peer.ToString());
            recorder.RecordAttempt(context, CertificateEventType, CertificateReason, peer.Address);
        }

        if (removed.Count > certificates)
        {
            metrics.Removed();
            recorder.RecordAttempt(context, EventType, Reason, peer.Address);
        }
    }

    private static bool IsCertificate(string name, string forwarded) =>
        CustomaryCertificates.Contains(name) || HeaderSpelling.AreSame(name, HeaderSpelling.Normalize(forwarded));
}
