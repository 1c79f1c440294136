using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Which addresses keys may be fetched from. A URL is checked when it is configured or discovered, and each address its host
/// resolves to again when it is dialled, so that the host that was checked is the host that is reached. Pure.
/// </summary>
/// <param name="allowLoopback">Whether this machine may be an issuer: in Development only.</param>
internal sealed class AddressGuard(bool allowLoopback)
{
    /// <summary>Reads an absolute URL that keys may be fetched from.</summary>
    /// <param name="text">The URL as configured or discovered.</param>
    /// <param name="behindProxy">Whether a proxy resolves the host: then this machine and plain <c>http</c> are never meant.</param>
    /// <param name="address">The URL, when accepted.</param>
    /// <param name="fault">Why not, and what is accepted, when refused.</param>
    public bool TryAccept(string? text, bool behindProxy, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out string? fault)
    {
        fault = FindFault(text, behindProxy, out address);
        return fault is null;
    }

    /// <summary>Why an address must not be dialled; null when it may.</summary>
    /// <param name="address">What the host resolved to.</param>
    /// <param name="secure">Whether the scheme is <c>https</c>.</param>
    public string? FindFault(IPAddress address, bool secure)
    {
        var real = AddressRanges.Unwrap(address);
        if (AddressRanges.FindForbidden(real) is { } range)
        {
            return $"{address} is {range}";
        }

        if (IPAddress.IsLoopback(real))
        {
            return allowLoopback ? null : $"{address} is this machine; it may be an issuer in Development only";
        }

        return secure ? null : $"{address} would be reached without TLS; use https";
    }

    /// <summary>Why the address of a configured proxy must not be dialled; null when it may. A proxy may stand on this machine.</summary>
    public static string? FindProxyFault(IPAddress address) =>
        AddressRanges.FindForbidden(AddressRanges.Unwrap(address)) is { } range ? $"{address} is {range}" : null;

    private string? FindFault(string? text, bool behindProxy, out Uri? address)
    {
        address = null;
        if (!UrlText.TryRead(text, out var url, out var fault))
        {
            return fault;
        }

        var secure = url.Scheme == Uri.UriSchemeHttps;
        fault = FindHostFault(url, secure, behindProxy);
        if (fault is null)
        {
            address = url;
        }

        return fault;
    }

    private string? FindHostFault(Uri url, bool secure, bool behindProxy)
    {
        if (behindProxy && !secure)
        {
            return "is fetched through a proxy and must be https";
        }

        if (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            var address = IPAddress.Parse(url.DnsSafeHost);
            return behindProxy && IPAddress.IsLoopback(AddressRanges.Unwrap(address))
                ? "names this machine, which a proxy would take for its own"
                : FindFault(address, secure);
        }

        if (!IsLocalName(url.Host))
        {
            return secure ? null : "must be https; http is for loopback in Development only";
        }

        return allowLoopback && !behindProxy ? null : "names this machine; it may be an issuer in Development only, and not through a proxy";
    }

    // RFC 6761 §6.3: localhost and every name under it is this machine.
    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
