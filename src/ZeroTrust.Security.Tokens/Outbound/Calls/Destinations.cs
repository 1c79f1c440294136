namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Where the tokens of one client go: to the hosts on its list, over https. Immutable.</summary>
/// <param name="hosts">The list.</param>
/// <param name="allowLoopbackHttp">Whether http will do on this machine: in Development only.</param>
internal sealed class Destinations(AllowedHost[] hosts, bool allowLoopbackHttp)
{
    public bool Allow(Uri? address) =>
        address is { IsAbsoluteUri: true } && IsSecure(address) && address.UserInfo.Length == 0 && IsListed(address);

    private bool IsSecure(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (allowLoopbackHttp && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private bool IsListed(Uri address)
    {
        foreach (var host in hosts)
        {
            if (host.Matches(address))
            {
                return true;
            }
        }

        return false;
    }
}
