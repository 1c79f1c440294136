using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Stands before the application's pipeline, where certificates are taken in headers: removes them from requests that no proxy sent, and
/// puts the attempt on record. From a proxy the one that is configured stays; others are its client's.
/// </summary>
internal sealed class ForwardedHeaderFilter(ClientCertificates certificates, DecisionRecorder recorder, CertificateMetrics metrics, ILogger<ForwardedHeaderFilter> logger) : IStartupFilter
{
    public const string EventType = "certificate.forwarded";
    public const string Reason = "forwarded_certificate_of_no_proxy";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (certificates.ForwardedHeader is { } header)
        {
            var names = new ForwardedHeaders(header);
            app.Use(following => context => InvokeAsync(context, names, following));
        }

        next(app);
    };

    private Task InvokeAsync(HttpContext context, ForwardedHeaders names, RequestDelegate next)
    {
        if (names.Remove(context.Request.Headers, keep: certificates.IsFromProxy(context)))
        {
            var peer = certificates.PeerOf(context);
            metrics.HeaderRemoved();
            CertificateLog.HeaderRemoved(logger, peer.ToString());
            recorder.RecordAttempt(context, EventType, Reason, peer.Address);
        }

        return next(context);
    }
}
