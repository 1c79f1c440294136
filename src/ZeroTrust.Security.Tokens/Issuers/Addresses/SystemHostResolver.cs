using System.Net;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Asks the system's resolver.</summary>
internal sealed class SystemHostResolver : IHostResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
