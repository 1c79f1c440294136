using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>Sends one signed request to Secrets Manager and reads its answer within bounds. It follows nothing and repeats nothing: when to ask again is decided above.</summary>
internal sealed class SecretsManagerClient(CallerIdentity identity, HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    private const string ContentType = "application/x-amz-json-1.1";
    private const string Service = "secretsmanager";

    private readonly HttpMessageInvoker _http = new(handler);

    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // No trace of a request leaves for another company's log.
        ActivityHeadersPropagator = null,
    };

    /// <param name="action">The action, such as <c>GetSecretValue</c>.</param>
    /// <param name="body">Its parameters, as JSON.</param>
    /// <param name="endpoint">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">No answer, or one cut short.</exception>
    /// <exception cref="NoIdentityException">There is no identity to sign with.</exception>
    public async Task<ServiceAnswer> SendAsync(string action, byte[] body, (string Region, Uri Address) endpoint, CancellationToken cancellationToken)
    {
        var credentials = await identity.GetAsync(cancellationToken).ConfigureAwait(false);
        using var request = Sign(action, body, endpoint, credentials);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = await ServiceAnswer.ReadAsync(response, clock, cancellationToken).ConfigureAwait(false);
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && ServiceError.IsOfIdentity(answer))
        {
            identity.Renew();
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Sign(string action, byte[] body, (string Region, Uri Address) endpoint, ImmutableCredentials credentials)
    {
        var now = clock.GetUtcNow();
        List<(string Name, string Value)> headers =
        [
            ("content-type", ContentType),
            ("host", endpoint.Address.Authority),
            ("x-amz-date", RequestSignature.DateOf(now)),
            .. credentials.UseToken ? [("x-amz-security-token", credentials.Token)] : Array.Empty<(string, string)>(),
            ("x-amz-target", $"{Service}.{action}"),
        ];
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in headers.Where(static header => header.Name.StartsWith("x-amz-", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var authorization = RequestSignature.Sign(HttpMethod.Post, "", headers, body, credentials, (endpoint.Region, Service), now);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }
}
