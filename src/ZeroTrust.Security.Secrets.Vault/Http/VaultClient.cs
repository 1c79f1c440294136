using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// Sends one request to the one address, and reads no more of the answer than it may have, in no more time. Nothing it is led to (another host, another path) is gone to.
/// </summary>
/// <param name="clients">Makes the client of this Vault.</param>
/// <param name="options">Where it is.</param>
/// <param name="metrics">Counts.</param>
/// <param name="clock">For the time a request may take.</param>
internal sealed class VaultClient(IHttpClientFactory clients, VaultOptions options, VaultMetrics metrics, TimeProvider clock)
{
    private const string TokenHeader = "X-Vault-Token";
    private const string NamespaceHeader = "X-Vault-Namespace";
    private const string RequestHeader = "X-Vault-Request";

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private readonly string _base = options.Address!.AbsoluteUri.TrimEnd('/') + "/v1/";

    /// <summary>The name it has in settings and measurements.</summary>
    public string Name => options.Name;

    /// <summary>Sends.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="token">Sent along; null where none is needed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<VaultAnswer> SendAsync(VaultCall call, VaultToken? token, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var begun = clock.GetTimestamp();
        var answer = await TrySendAsync(call, token, either.Token, cancellationToken).ConfigureAwait(false);
        metrics.Asked(options.Name, call.Operation, answer, clock.GetElapsedTime(begun));
        return answer;
    }

    private async ValueTask<VaultAnswer> TrySendAsync(VaultCall call, VaultToken? token, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestOf(call, token);
            using var client = clients.CreateClient(VaultHttp.ClientOf(options.Name));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either).ConfigureAwait(false);
            var body = await ReadAsync(response.Content, either).ConfigureAwait(false);
            return body is null
                ? new(SecretResult.Malformed($"Vault answered with more than {options.MaxResponseBytes} bytes."))
                : new((int)response.StatusCode, body, RetryAfterOf(response.Headers.RetryAfter)) { Token = token };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SecretResult.Unavailable($"Vault did not answer within {options.RequestTimeout}."));
        }
        catch (HttpRequestException fault)
        {
            return new(SecretResult.Unavailable($"Vault could not be reached ({fault.HttpRequestError})."));
        }
        catch (Exception fault) when (fault is IOException or CryptographicException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The answer broke off, the file of authorities cannot be read, or the application has ended.
            return new(SecretResult.Unavailable($"Vault could not be asked ({fault.GetType().Name})."));
        }
    }

    private HttpRequestMessage RequestOf(VaultCall call, VaultToken? token)
    {
        var address = new Uri(_base + call.Path);

        // Names are checked where they come in. This holds whatever becomes of that: no part of a path leads out of it.
        if (!string.Equals(address.AbsoluteUri, _base + call.Path, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("A name was not taken as it stands by the address.");
        }

        var request = new HttpRequestMessage(call.Method, address);
        request.Headers.TryAddWithoutValidation(RequestHeader, "true");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (options.Namespace is { } space)
        {
            request.Headers.TryAddWithoutValidation(NamespaceHeader, space);
        }

        token?.AddTo(request, TokenHeader);
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body.Memory);
            request.Content.Headers.ContentType = new("application/json");
        }

        return request;
    }

    private async ValueTask<PinnedBuffer?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > options.MaxResponseBytes)
        {
            return null;
        }

        var body = new PinnedBuffer();
        var isWhole = false;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
                {
                    body.Advance(read);
                    if (body.Length > options.MaxResponseBytes)
                    {
                        return null;
                    }
                }
            }

            isWhole = true;
            return body;
        }
        finally
        {
            if (!isWhole)
            {
                body.Dispose();
            }
        }
    }

    private TimeSpan RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow() ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestAsked ? LongestAsked : wait;
    }
}
