namespace Shop.Services.Gateway;

/// <summary>Passes requests on to one service, and its answers back.</summary>
internal sealed class Proxy(string service)
{
    public async Task InvokeAsync(HttpContext http)
    {
        using var request = Copy(http.Request);
        var client = http.RequestServices.GetRequiredService<IHttpClientFactory>().CreateClient(service);
        using var answer = await client.SendAsync(request.ForUser(http.GetDelegatedUser()!), HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);

        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static HttpRequestMessage Copy(HttpRequest request)
    {
        var copy = new HttpRequestMessage(new(request.Method), new Uri(request.Path + request.QueryString, UriKind.Relative));
        if (request.ContentLength > 0)
        {
            copy.Content = new StreamContent(request.Body);
            copy.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        return copy;
    }
}
