using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.InteropTests;

/// <summary>A signer with one key of its own.</summary>
internal sealed class TestSigner : IJwsSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public key as JSON.</summary>
    public string Jwk
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return $$"""{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"one","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        }
    }

    public ValueTask<string> SignAsync(string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","kid":"one","typ":"{{type}}"}"""));
        var input = $"{header}.{Base64Url.EncodeToString(payload.Span)}";
        return new($"{input}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}");
    }

    public void Dispose() => _key.Dispose();
}
