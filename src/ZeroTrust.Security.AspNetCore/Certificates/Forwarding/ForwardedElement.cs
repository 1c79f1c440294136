namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>What a proxy's header says of its client.</summary>
/// <param name="Der">The certificate; null when it is only named.</param>
/// <param name="Thumbprint">Its SHA-256; null when it is not said.</param>
/// <param name="Uris">URIs among its names, where the certificate is only named.</param>
/// <param name="DnsNames">DNS names, where the certificate is only named.</param>
internal sealed record ForwardedElement(byte[]? Der, byte[]? Thumbprint, IReadOnlyList<string> Uris, IReadOnlyList<string> DnsNames)
{
    public static ForwardedElement? Of(byte[]? der) => der is null ? null : new(der, null, [], []);
}
