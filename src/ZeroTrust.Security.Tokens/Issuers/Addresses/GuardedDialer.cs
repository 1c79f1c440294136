using System.Net;
using System.Net.Sockets;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Opens the connection of one fetch: resolves the host once, checks every address it got and dials exactly those, so that a name
/// that changes its address between check and use gains nothing (DNS rebinding).
/// </summary>
/// <param name="addresses">Which addresses may be dialled.</param>
/// <param name="resolver">Turns names into addresses.</param>
/// <param name="proxied">Whether what is dialled is the configured proxy. It resolves the issuer's name itself, so the name was checked in place of the address.</param>
internal sealed class GuardedDialer(AddressGuard addresses, IHostResolver resolver, bool proxied)
{
    // An address that swallows packets must leave time for the next one within the ten seconds of a fetch.
    private static readonly TimeSpan PatienceWithOthersLeft = TimeSpan.FromSeconds(3);

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">One of the addresses must not be dialled.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var secure = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var found = await ResolveAsync(context.DnsEndPoint.Host, secure, cancellationToken).ConfigureAwait(false);
        foreach (var address in found[..^1])
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(PatienceWithOthersLeft);
            try
            {
                return await DialAsync(new(address, context.DnsEndPoint.Port), patience.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // The next address of the same host may answer.
            }
        }

        return await DialAsync(new(found[^1], context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, bool secure, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await resolver.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        if (found.Length == 0)
        {
            throw new AddressRefusedException("The host resolves to no address.");
        }

        // One forbidden address among good ones is reason enough: no honest issuer has both.
        foreach (var address in found)
        {
            if ((proxied ? AddressGuard.FindProxyFault(address) : addresses.FindFault(address, secure)) is { } fault)
            {
                throw new AddressRefusedException($"The host resolves to an address that is not dialled: {fault}.");
            }
        }

        return found;
    }

    private static async Task<Stream> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
