using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// A client certificate proves the service. Asked of the connection beneath the request, and not of
/// <see cref="ConnectionInfo.ClientCertificate"/>, which any middleware may set.
/// </summary>
internal sealed class CertificateRule(ClientCertificates certificates) : AccessRule
{
    private static readonly Refusal Missing = new(Answer.AccessDenied, "certificate_required");

    public override string Description => "a client certificate";

    public override Refusal? Check(Caller caller, HttpContext context) =>
        certificates.Judge(context) is { Failure: CertificateFailure.None, Service: not null } ? null : Missing;
}
