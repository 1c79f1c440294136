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
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">One of the addresses must not be dialled.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var secure = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var found = await ResolveAsync(context.DnsEndPoint.Host, secure, cancellationToken).ConfigureAwait(false);
        for (var index = 0; ; index++)
        {
            try
            {
                return await DialAsync(new(found[index], context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException) when (index + 1 < found.Length)
            {
                // The next address of the same host may answer.
            }
        }
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
