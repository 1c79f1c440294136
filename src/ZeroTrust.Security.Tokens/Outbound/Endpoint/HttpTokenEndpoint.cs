using System.Net;
using System.Net.Http.Headers;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Asks a token endpoint over HTTP under guard, as keys are fetched: the checked address and no other, no redirect, no proxy, a
/// certificate that is always checked, and a bound on the size.
/// </summary>
internal sealed class HttpTokenEndpoint : ITokenEndpoint, IDisposable
{
    /// <summary>The largest answer taken.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public HttpTokenEndpoint(Uri address, string? certificateAuthoritiesFile, AddressGuard addresses, IHostResolver resolver, TimeProvider time)
    {
        _address = address;
        _time = time;
        var handler = GuardedHandler.Create(addresses, resolver, proxy: null, certificateAuthoritiesFile);

        // A connection that is kept for long goes where the name no longer points.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        _http = new(handler);
    }

    public async Task<TokenEndpointAnswer> PostAsync(FormBody form, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var askedAt = _time.GetUtcNow();
        try
        {
            using var request = CreateRequest(form, authorization);
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var refused = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized;
            if (!refused && response.StatusCode != HttpStatusCode.OK)
            {
                throw Unavailable($"The server answered {(int)response.StatusCode}; redirects are not followed.");
            }

            if (FetchProblem.Find(response.Content.Headers) is { } problem)
            {
                throw Unavailable(problem);
            }

            var body = await BoundedBody.ReadAsync(response.Content, MaxBytes, cancellationToken).ConfigureAwait(false);
            return new(refused, body ?? throw Unavailable($"The answer is larger than {MaxBytes} bytes."), askedAt);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unavailable(FetchProblem.Explain(exception));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage CreateRequest(FormBody form, AuthenticationHeaderValue? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ReadOnlyMemoryContent(form.Bytes) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Authorization = authorization;
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.UserAgent.Add(new("ZeroTrust.Security", null));
        return request;
    }

    // Without the query, which may hold a key of its own.
    private ServiceTokenException Unavailable(string problem) =>
        new(ServiceTokenFailure.SourceUnavailable, $"{_address.GetLeftPart(UriPartial.Path)}: {problem}");
}
