using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.Gateway;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>
/// Puts the removal of identity headers before the application's whole pipeline, so on every path: in a gateway, and where certificates are
/// taken in headers. Elsewhere nothing of ours reads such a header, and none is removed.
/// </summary>
internal sealed class IdentityHeaderFilter(IServiceProvider services) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var gateway = services.GetService<GatewaySettings>();
        var certificates = services.GetService<ClientCertificates>() is { ForwardedHeader: not null } forwarding ? forwarding : null;
        if (gateway is not null || certificates is not null)
        {
            var reserved = new HeaderSet(CustomaryHeaders.All.Concat(gateway?.RemovedHeaders ?? []));
            string[] credentials = [.. gateway is null ? [] : GatewaySettings.Credentials, .. certificates is null ? [] : new[] { certificates.ForwardedHeader! }];
            var attempts = ActivatorUtilities.CreateInstance<HeaderAttempts>(services);
            app.Use(following => new IdentityHeaderMiddleware(following, new(reserved, credentials), attempts, certificates).Invoke);
        }

        next(app);
    };
}
