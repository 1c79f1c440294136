using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Takes the credentials that came from outside out of a request, so that none is handed on. They have been judged before.</summary>
internal sealed class OutsideCredentials(GatewaySettings settings, ClientCertificates? certificates)
{
    private readonly string[] _headers =
        [.. GatewaySettings.Credentials, .. certificates?.ForwardedHeader is { } forwarded ? new[] { forwarded } : []];

    private readonly ConnectionOptions _connection =
        new(new([.. CustomaryHeaders.All, .. settings.RemovedHeaders, .. GatewaySettings.Credentials, "Authorization"]));

    public void Remove(HttpContext context)
    {
        var headers = context.Request.Headers;
        headers.Authorization = default;
        foreach (var name in _headers)
        {
            headers.Remove(name);
        }

        if (headers.Connection is { Count: > 0 } connection)
        {
            headers.Connection = _connection.Clean(connection);
        }

        QueryToken.Remove(context);
    }
}
