using System.Net;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Puts the credential in force into each request: only to the hosts on its list and only while the request is sent. It stands innermost, so that nothing below it turns the request elsewhere. An
/// answer of 401 has the store asked for another one, which is tried once.
/// </summary>
internal sealed class SecretCredentialHandler(string name, SecretCredential credential, ISecretHandle handle, Destinations destinations, ILogger logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        var version = await handle.GetAsync(cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, version, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !Replay.IsPossible(request.Content))
        {
            return response;
        }

        var other = await handle.ReplaceAsync(version, cancellationToken).ConfigureAwait(false);
        OutboundLog.CredentialRefused(logger, name, other is not null);
        if (other is null)
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, other, cancellationToken).ConfigureAwait(false);
    }

    // Blocking calls would wait for a store on a thread of the pool.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Client '{name}' proves itself by a secret, which blocking calls cannot wait for; use SendAsync.");

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SecretVersion version, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(credential.HeaderName, credential.TextOf(version));
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whoever sends the request again, or writes it into a log, finds no credential in it.
            request.Headers.Remove(credential.HeaderName);
        }
    }

    private void Check(HttpRequestMessage request)
    {
        if (!destinations.Allow(request.RequestUri))
        {
            var host = ServiceTokenHandler.HostOf(request.RequestUri);
            OutboundLog.CredentialKept(logger, name, host);
            throw new ServiceTokenException(
                ServiceTokenFailure.DestinationRefused, $"The credential of client '{name}' does not go to {host}: not on its list of hosts, not https, or with user information in the address.");
        }

        if (request.Headers.NonValidated.Contains(credential.HeaderName))
        {
            throw new ServiceTokenException(
                ServiceTokenFailure.AuthorizationPresent, $"A request of client '{name}' has a header {credential.HeaderName}, and the client puts its own credential there.");
        }
    }
}
