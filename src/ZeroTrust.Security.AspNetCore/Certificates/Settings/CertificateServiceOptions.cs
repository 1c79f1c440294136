namespace ZeroTrust.Security;

/// <summary>The certificates that speak for one service, and what it may do by them. Bound from <c>ZeroTrust:ClientCertificates:Services:&lt;name&gt;</c>.</summary>
public sealed class CertificateServiceOptions
{
    /// <summary>SPIFFE IDs, such as <c>spiffe://prod.example/ns/shop/sa/orders</c>: the one URI among the alternative names of a certificate.</summary>
    /// <value>Compared whole and ordinally. Empty by default.</value>
    public IList<string> SpiffeIds { get; } = [];

    /// <summary>DNS names among the alternative names, such as <c>orders.shop.internal</c>. Not read in a certificate with a SPIFFE ID.</summary>
    /// <value>Lower case, compared whole without regard to case; never a wildcard. Empty by default.</value>
    public IList<string> DnsNames { get; } = [];

    /// <summary>Subjects, such as <c>CN=orders, O=Shop</c>. Not read in a certificate with a SPIFFE ID.</summary>
    /// <value>As .NET writes them; compared whole and ordinally. In configuration numbered items, since a subject has blanks. Empty by default.</value>
    public IList<string> Subjects { get; } = [];

    /// <summary>What the service may do where no token speaks for the request.</summary>
    /// <value>Permissions such as <c>payments:charge</c>, no patterns. Empty by default.</value>
    public IList<string> Permissions { get; } = [];
}
