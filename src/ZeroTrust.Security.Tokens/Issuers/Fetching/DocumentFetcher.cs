using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Gets documents over HTTP under guard: the checked address and no other, no redirect, no proxy but the configured one, no
/// cookie or credential, a certificate that is always checked, and a bound on the size.
/// </summary>
/// <remarks>
/// Each fetch has its own handler. Fetches are minutes apart, so a pooled connection would be idle for nearly all of its life; without one
/// every fetch resolves and checks the host anew and reads the certificate authorities anew.
/// </remarks>
internal sealed class DocumentFetcher(IssuerKeySettings settings, AddressGuard addresses, IHostResolver resolver) : IDocumentFetcher
{
    /// <summary>The largest document taken.</summary>
    public const int MaxBytes = 512 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public async Task<FetchedDocument> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new HttpMessageInvoker(CreateHandler());
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new("application/json"));
            request.Headers.UserAgent.Add(new("ZeroTrust.Security", null));
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return FindProblem(response) is { } problem
                ? FetchedDocument.Failed(problem)
                : await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or CryptographicException or UnauthorizedAccessException)
        {
            return FetchedDocument.Failed(Explain(exception));
        }
    }

    private SocketsHttpHandler CreateHandler()
    {
        var dialer = new GuardedDialer(addresses, resolver, proxied: settings.Proxy is not null);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            UseProxy = settings.Proxy is not null,
            Proxy = settings.Proxy is { } proxy ? new WebProxy(proxy) : null,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = dialer.ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
        };
        if (settings.CertificateAuthoritiesFile is { } file)
        {
            handler.SslOptions.CertificateChainPolicy = CertificateAuthorities.ReadPolicy(file);
        }

        return handler;
    }

    private static string? FindProblem(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return (int)response.StatusCode is >= 300 and < 400
                ? $"The server redirects ({(int)response.StatusCode}); redirects are not followed."
                : $"The server answered {(int)response.StatusCode}.";
        }

        // Nothing compressed was asked for: a body that would have to be expanded is refused before it can grow.
        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            return "The server compressed the document, which it was not asked to.";
        }

        if (response.Content.Headers.ContentType is { MediaType: "text/html" or "application/xhtml+xml" })
        {
            return "The server answered with a web page.";
        }

        return response.Content.Headers.ContentLength > MaxBytes ? TooLarge : null;
    }

    private static string TooLarge => $"The document is larger than {MaxBytes} bytes.";

    private static async Task<FetchedDocument> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > MaxBytes)
            {
                return FetchedDocument.Failed(TooLarge);
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return new(body.ToArray(), null);
    }

    // The platform's own words, never the server's.
    private static string Explain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
            {
                return cause.Message;
            }

            if (cause is AuthenticationException)
            {
                return $"The server's certificate was refused: {cause.Message}";
            }
        }

        return exception is HttpRequestException http ? $"The fetch failed ({http.HttpRequestError})." : $"The fetch failed: {exception.Message}";
    }
}
