using System.Net;
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

    public async Task<FetchedDocument> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new HttpMessageInvoker(GuardedHandler.Create(addresses, resolver, settings.Proxy, settings.CertificateAuthoritiesFile));
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
            return FetchedDocument.Failed(FetchProblem.Explain(exception));
        }
    }

    private static string? FindProblem(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return (int)response.StatusCode is >= 300 and < 400
                ? $"The server redirects ({(int)response.StatusCode}); redirects are not followed."
                : $"The server answered {(int)response.StatusCode}.";
        }

        return FetchProblem.Find(response.Content.Headers) ?? (response.Content.Headers.ContentLength > MaxBytes ? TooLarge : null);
    }

    private static string TooLarge => $"The document is larger than {MaxBytes} bytes.";

    private static async Task<FetchedDocument> ReadAsync(HttpContent content, CancellationToken cancellationToken) =>
        await BoundedBody.ReadAsync(content, MaxBytes, cancellationToken).ConfigureAwait(false) is { } body ? new(body, null) : FetchedDocument.Failed(TooLarge);
}
