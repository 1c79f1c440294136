using System.Net;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Turns a host name into addresses.</summary>
internal interface IHostResolver
{
    /// <summary>The addresses of a host, in the order to try them.</summary>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
