using Microsoft.AspNetCore.Http.Features;

namespace Shop.Services.Gateway;

/// <summary>
/// Passes requests on to one service, and its answers back. It knows nothing of users and tokens: <c>Authorization</c> holds the token
/// for this service by now, and is passed on like any other header.
/// </summary>
internal sealed class Proxy(string service)
{
    // Those of the connection, which end here (RFC 9110 §7.6.1), and those that the client writes itself.
    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Content-Length",
    };

    /// <summary>Follows no redirect and keeps no cookie: both are the user's.</summary>
    public static SocketsHttpHandler CreateHandler() => new() { AllowAutoRedirect = false, UseCookies = false };

    public async Task InvokeAsync(HttpContext http)
    {
        using var request = Copy(http.Request);
        var client = http.RequestServices.GetRequiredService<IHttpClientFactory>().CreateClient(service);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);

        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static HttpRequestMessage Copy(HttpRequest request)
    {
        var copy = new HttpRequestMessage(new(request.Method), new Uri(request.Path + request.QueryString, UriKind.Relative))
        {
            // A body may come without a length: in chunks, or over HTTP/2.
            Content = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } ? new StreamContent(request.Body) : null,
        };
        foreach (var (name, values) in request.Headers)
        {
            if (!IsOfConnection(request, name) && !copy.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                copy.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return copy;
    }

    private static bool IsOfConnection(HttpRequest request, string name) =>
        OwnHeaders.Contains(name)
        || request.Headers.GetCommaSeparatedValues("Connection").Contains(name, StringComparer.OrdinalIgnoreCase);
}
