using System.Collections.Frozen;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>The refusal for each failure, made once. A header outside its form is a bad request; the rest is one answer.</summary>
internal static class CertificateRefusals
{
    private static readonly FrozenDictionary<CertificateFailure, Refusal> Refusals = Enum.GetValues<CertificateFailure>().ToFrozenDictionary(
        static failure => failure,
        static failure => new Refusal(
            failure == CertificateFailure.Malformed ? Answer.InvalidRequest : Answer.InvalidToken, $"certificate_{CertificateMetrics.Word(failure)}"));

    public static Refusal For(CertificateFailure failure) => Refusals[failure];
}
