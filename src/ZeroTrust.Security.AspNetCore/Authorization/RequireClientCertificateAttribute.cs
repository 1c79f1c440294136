using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// A service proven by its client certificate: that of the connection, or one passed on by a proven proxy. A token or an API key alone is
/// refused, so that one which was stolen is of no use without the certificate. Needs <c>AddClientCertificates</c>, and beside it which
/// service, as <see cref="RequireServiceAttribute"/>: otherwise the service does not start.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireClientCertificateAttribute : AccessAttribute
{
    internal override void DeclareIn(AccessDeclarations declarations) => declarations.RequireClientCertificate();
}
