using System.Net;
using System.Net.Http.Headers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Puts the token of a client into its requests: only to the hosts on its list and only while a request is sent. It stands innermost, so
/// that nothing below it turns the request elsewhere.
/// </summary>
internal sealed class ServiceTokenHandler(ServiceClient client) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        var asked = CallOptions.Read(request, client.Standing);
        var token = await client.GetAsync(asked, cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !Replay.IsPossible(request.Content))
        {
            return response;
        }

        if (await ReplaceAsync(asked, token, cancellationToken).ConfigureAwait(false) is not { } other)
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, other, cancellationToken).ConfigureAwait(false);
    }

    // Blocking calls would wait for a token on a thread of the pool.
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Client '{client.Name}' proves this service by a token, which blocking calls cannot wait for; use SendAsync.");

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ServiceToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whoever sends the request again, or writes it into a log, finds no token in it.
            request.Headers.Authorization = null;
        }
    }

    private void Check(HttpRequestMessage request)
    {
        if (!client.Destinations.Allow(request.RequestUri))
        {
            var host = HostOf(request.RequestUri);
            OutboundLog.DestinationRefused(client.Surroundings.Logger, client.Name, host);
            throw new ServiceTokenException(
                ServiceTokenFailure.DestinationRefused, $"The token of client '{client.Name}' does not go to {host}: not on its list of hosts, not https, or with user information in the address.");
        }

        if (request.Headers.NonValidated.Contains("Authorization"))
        {
            throw new ServiceTokenException(
                ServiceTokenFailure.AuthorizationPresent, $"A request of client '{client.Name}' has an Authorization header, and the client puts its own token there.");
        }
    }

    // Scheme, host and port: the rest may hold what belongs in no log.
    internal static string HostOf(Uri? address) =>
        address is { IsAbsoluteUri: true } ? $"{address.Scheme}://{address.IdnHost}:{address.Port}" : "an address that is not absolute";

    private async Task<ServiceToken?> ReplaceAsync(ServiceTokenRequest asked, ServiceToken refused, CancellationToken cancellationToken)
    {
        try
        {
            var other = await client.ReplaceAsync(asked, refused, cancellationToken).ConfigureAwait(false);
            OutboundLog.TokenRefused(client.Surroundings.Logger, client.Name, replaced: true);
            return other;
        }
        catch (ServiceTokenException)
        {
            // The service's own answer says more than that there is no other token.
            OutboundLog.TokenRefused(client.Surroundings.Logger, client.Name, replaced: false);
            return null;
        }
    }
}
