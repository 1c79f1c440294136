using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/mtls.md.</summary>
internal static class CertificateExamples
{
    internal static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddClientCertificates();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseZeroTrustClientCertificates());
    }

    internal static void Map(WebApplication app)
    {
        app.MapPost("/charges", () => "charged").RequirePermission("payments:charge").AllowCallers("orders");
        app.MapPost("/refunds", () => "refunded").RequirePermission("payments:refund").AllowCallers("orders").RequireClientCertificate();
    }
}
