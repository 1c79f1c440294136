using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Certificates;

/// <summary>The certificate of RFC 8705, Appendix A, and tokens bound to it.</summary>
public sealed class BoundTokenVectorTests(ITestOutputHelper output)
{
    private const string File = "rfc8705-mtls/vectors.json";

    [VectorFact]
    public void Confirmation_OfTheCertificate_IsTheThumbprintOfTheRfc()
    {
        using var document = VectorFolder.Read(File);
        var run = new VectorRun(File, 1, output);
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            var token = Token(vector.GetProperty("x5tS256").GetString()!);
            run.Case(vector.GetProperty("rfc").GetString()!, vector.GetRawText().Length, label: true, () => Judge(token, Proof(vector)));
        }

        run.Finish();
    }

    [VectorFact]
    public void AnotherCertificateOrNone_IsRefused()
    {
        using var document = VectorFolder.Read(File);
        var vector = document.RootElement.EnumerateArray().Single();
        var token = Token(vector.GetProperty("x5tS256").GetString()!);
        Assert.Equal(nameof(TokenFailure.BindingUnproven), Judge(token, default).Reason);

        var der = vector.GetProperty("certificateDerBase64").GetBytesFromBase64();
        for (var at = 0; at < der.Length; at++)
        {
            der[at] ^= 1;
            Assert.Equal(nameof(TokenFailure.BindingUnproven), Judge(token, TokenProof.FromCertificate(der)).Reason);
            der[at] ^= 1;
        }

        Assert.True(Judge(token, TokenProof.FromCertificate(der)).Accepted);
    }

    private static TokenProof Proof(JsonElement vector) => TokenProof.FromCertificate(vector.GetProperty("certificateDerBase64").GetBytesFromBase64());

    private static string Token(string thumbprint) => VectorTrust.Sign(
        Encoding.UTF8.GetBytes($"{{{VectorTrust.HeaderMembers}}}"),
        Encoding.UTF8.GetBytes($"{{{VectorTrust.PayloadMembers},\"sub\":\"alice\",\"cnf\":{{\"x5t#S256\":\"{thumbprint}\"}}}}"));

    private static Answer Judge(string token, TokenProof proof) => Answer.From(VectorTrust.Validator.Validate(token.AsMemory(), proof).Failure);
}
