using System.Net;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Where a proxy may be: a network, or any Unix socket. The default value matches nobody.</summary>
internal readonly struct PeerNetwork
{
    private const string UnixWord = "unix";

    private readonly IPNetwork? _network;
    private readonly bool _isUnix;

    private PeerNetwork(IPNetwork? network, bool isUnix)
    {
        _network = network;
        _isUnix = isUnix;
    }

    /// <summary>Whether nobody of another machine is in it.</summary>
    public bool IsOfThisMachine => _isUnix
        || (_network is { } network && (network.BaseAddress.Equals(IPAddress.IPv6Loopback) ? network.PrefixLength == 128 : IPAddress.IsLoopback(network.BaseAddress) && network.PrefixLength >= 8));

    public static bool TryParse(string? text, out PeerNetwork network)
    {
        network = default;
        if (string.Equals(text, UnixWord, StringComparison.OrdinalIgnoreCase))
        {
            network = new(null, true);
        }
        else if (IPNetwork.TryParse(text, out var parsed))
        {
            network = new(parsed, false);
        }
        else if (IPAddress.TryParse(text, out var address) && address.ToString() == text)
        {
            network = new(new IPNetwork(address, address.GetAddressBytes().Length * 8), false);
        }

        return network._isUnix || network._network is not null;
    }

    public bool Contains(PeerAddress peer) => peer.IsUnix ? _isUnix : peer.Address is not null && _network is { } network && network.Contains(peer.Address);
}
