using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Removes the identity headers that a client has sent. Of a proxy the one stays that is configured; others are its client's.</summary>
/// <param name="next">The application.</param>
/// <param name="identity">What is removed.</param>
/// <param name="attempts">Puts it on record.</param>
/// <param name="certificates">Takes a header from proxies; null where none is taken.</param>
internal sealed class IdentityHeaderMiddleware(RequestDelegate next, IdentityHeaders identity, HeaderAttempts attempts, ClientCertificates? certificates)
{
    private readonly string? _forwarded = certificates?.ForwardedHeader;

    public Task Invoke(HttpContext context)
    {
        var headers = context.Request.Headers;
        var found = identity.FindIn(headers);
        if (_forwarded is not null && headers.ContainsKey(_forwarded) && !certificates!.IsFromProxy(context))
        {
            (found ??= []).Add(_forwarded);
        }

        if (found is not null)
        {
            Remove(context, headers, found);
        }

        return next(context);
    }

    // By itself, without a closure: that would be made for every request, whether anything is found or not.
    private void Remove(HttpContext context, IHeaderDictionary headers, List<string> found)
    {
        foreach (var name in found)
        {
            headers.Remove(name);
        }

        attempts.Record(context, found, _forwarded);
    }
}
