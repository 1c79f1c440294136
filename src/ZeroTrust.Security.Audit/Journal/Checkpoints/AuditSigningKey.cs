using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Audit;

/// <summary>
/// Signs heads and tombstones of a journal with a key of one's own, ES256 (RFC 7518 §3.4), where no key ring is there or another key is wanted. Threads may share it.
/// </summary>
public sealed class AuditSigningKey : IJwsSigner, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ECDsa _key;

    private AuditSigningKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        KeyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        PublicKeys = $$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{x}}","y":"{{y}}","kid":"{{KeyId}}","alg":"ES256","use":"sig"}]}""";
    }

    /// <summary>The name of the key: its thumbprint (RFC 7638).</summary>
    public string KeyId { get; }

    /// <summary>The public key as a set of one (RFC 7517 §5), for <see cref="JournalVerification.CheckpointKeys"/>. Keep it where the journal is verified.</summary>
    public string PublicKeys { get; }

    /// <summary>Takes a private key.</summary>
    /// <param name="pem">A P-256 key in PEM form, not encrypted.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is no such key.</exception>
    public static AuditSigningKey FromPem(Secret pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var key = ECDsa.Create();
        try
        {
            pem.Reveal(key, static (bytes, key) =>
            {
                var text = new char[bytes.Length];
                key.ImportFromPem(text.AsSpan(0, Encoding.UTF8.GetChars(bytes, text)));
                Array.Clear(text);
                return true;
            });
            return key.KeySize == 256 ? new(key) : throw new ArgumentException("The key is not of the curve P-256.", nameof(pem));
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ArgumentException("That is no private key of the curve P-256 in PEM form.", nameof(pem), fault);
        }
    }

    /// <summary>Makes a key that lives as long as this object.</summary>
    /// <returns>The key.</returns>
    public static AuditSigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <inheritdoc/>
    public ValueTask<string> SignAsync(string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        var header = Encoding.UTF8.GetBytes($$"""{"alg":"ES256","kid":"{{KeyId}}","typ":"{{type}}"}""");
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload.Span)}";
        lock (_gate)
        {
            return new($"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}");
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();
}
