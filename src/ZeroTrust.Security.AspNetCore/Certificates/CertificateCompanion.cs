using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Proves the calling service by the client certificate of the request, which comes with the connection and is simply there.</summary>
internal sealed class CertificateCompanion(ClientCertificates certificates) : ICompanionProof
{
    public bool IsOfRequest => false;

    public bool TakesBearer(ReadOnlySpan<char> text) => false;

    public ValueTask<CompanionVerdict> ProveAsync(HttpContext context, ReadOnlyMemory<char> bearer) => new(Prove(certificates.Judge(context)));

    public TokenProof BindingOf(HttpContext context) => certificates.ProofOf(context);

    private static CompanionVerdict Prove(CertificateVerdict? verdict) => verdict switch
    {
        null or { Failure: CertificateFailure.None, Service: null } => CompanionVerdict.None,
        { Failure: CertificateFailure.None, Service: { } service } => CompanionVerdict.Prove(service.Caller),
        _ => CompanionVerdict.Refuse(CertificateRefusals.For(verdict.Failure)),
    };
}
