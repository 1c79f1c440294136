using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Takes the credentials that came from outside out of a request, so that none is handed on. They have been judged before.</summary>
internal sealed class OutsideCredentials(GatewaySettings settings, ClientCertificates? certificates)
{
    private readonly string[] _headers =
        [.. GatewaySettings.Credentials, .. certificates?.ForwardedHeader is { } forwarded ? new[] { forwarded } : []];

    private readonly ConnectionOptions _connection =
        new(new([.. CustomaryHeaders.All, .. settings.RemovedHeaders, .. GatewaySettings.Credentials, "Authorization"]));

    /// <summary>Takes them out, and keeps them beside the request.</summary>
    public void Remove(HttpContext context, RequestAccess access)
    {
        // Once: in a second pass, for an error page, what stands there is the gateway's own.
        if (!access.IsStripped)
        {
            StrippedRequest.Keep(context, _headers);
            access.IsStripped = true;
        }

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
