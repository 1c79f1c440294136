using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security;

/// <summary>
/// Has Kestrel ask for client certificates, check them against the bundle of <c>AddClientCertificates</c> within the handshake, and resume no
/// TLS session, since a resumed one says nothing of the intermediates that its client had sent.
/// </summary>
public static class ZeroTrustKestrelExtensions
{
    /// <summary>Applies to every HTTPS endpoint that is added after it, in code or from configuration. Takes the place of earlier HTTPS defaults.</summary>
    /// <param name="kestrel">Kestrel's options, within <c>ConfigureKestrel</c>.</param>
    /// <param name="require">Whether a client without a certificate cannot connect; without it, endpoints decide who needs one.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="kestrel"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddClientCertificates</c> was not called.</exception>
    public static KestrelServerOptions UseZeroTrustClientCertificates(this KestrelServerOptions kestrel, bool require = false)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.ConfigureHttpsDefaults(https => https.UseZeroTrustClientCertificates(kestrel.ApplicationServices, require));
        return kestrel;
    }

    /// <summary>Has one endpoint use HTTPS with client certificates.</summary>
    /// <param name="listen">The endpoint.</param>
    /// <param name="configure">Names the server's certificate, and whatever else HTTPS needs.</param>
    /// <param name="require">Whether a client without a certificate cannot connect.</param>
    /// <returns>The same endpoint.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddClientCertificates</c> was not called.</exception>
    public static ListenOptions UseZeroTrustClientCertificates(this ListenOptions listen, Action<HttpsConnectionAdapterOptions> configure, bool require = false)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(configure);
        return listen.UseHttps(https =>
        {
            configure(https);
            https.UseZeroTrustClientCertificates(listen.ApplicationServices, require);
        });
    }

    /// <summary>Applies to HTTPS options of your own. Call it after whatever sets <c>OnAuthenticate</c>, which is kept and runs first.</summary>
    /// <param name="https">The options of an endpoint.</param>
    /// <param name="services">The services of the application, such as <see cref="ListenOptions.ApplicationServices"/>.</param>
    /// <param name="require">Whether a client without a certificate cannot connect.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddClientCertificates</c> was not called.</exception>
    public static HttpsConnectionAdapterOptions UseZeroTrustClientCertificates(
        this HttpsConnectionAdapterOptions https, IServiceProvider services, bool require = false)
    {
        ArgumentNullException.ThrowIfNull(https);
        ArgumentNullException.ThrowIfNull(services);

        var certificates = services.GetService<ClientCertificates>()
            ?? throw new InvalidOperationException("UseZeroTrustClientCertificates needs AddClientCertificates: call builder.Services.AddZeroTrust(…).AddClientCertificates().");
        certificates.Handshake.SetUp(https, require);
        return https;
    }
}
