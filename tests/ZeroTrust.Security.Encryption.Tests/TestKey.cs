using System.Security.Cryptography;
using ZeroTrust.Security.KeyManagement;

namespace ZeroTrust.Security.Encryption.Tests;

/// <summary>A fixed key pair that counts what its private half is asked for.</summary>
internal sealed class TestKey : IDecryptionKey, IDisposable
{
    private readonly ECDiffieHellman? _ec;
    private readonly RSA? _rsa;
    private int _operations;

    private TestKey(string keyId, ECDiffieHellman? ec, RSA? rsa) => (KeyId, _ec, _rsa) = (keyId, ec, rsa);

    public string KeyId { get; }

    public string Algorithm => _ec is null ? KeyManagementAlgorithm.RsaOaep : KeyManagementAlgorithm.EcdhEs;

    /// <summary>How often the private key was used.</summary>
    public int Operations => Volatile.Read(ref _operations);

    public EncryptionKey Public => new(KeyId, Algorithm, _ec?.ExportSubjectPublicKeyInfo() ?? _rsa!.ExportSubjectPublicKeyInfo());

    public static TestKey Create(string algorithm, string keyId = "key-1") => algorithm == KeyManagementAlgorithm.EcdhEs
        ? new(keyId, ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256), null)
        : new(keyId, null, RSA.Create(2048));

    public bool TryAgree(ECDiffieHellmanPublicKey ephemeral, ReadOnlySpan<byte> otherInfo, Span<byte> derived)
    {
        Interlocked.Increment(ref _operations);
        return _ec is not null && ConcatKdf.Derive(_ec, ephemeral, otherInfo.ToArray()).AsSpan().TryCopyTo(derived);
    }

    public bool TryDecrypt(ReadOnlySpan<byte> encrypted, Span<byte> key)
    {
        Interlocked.Increment(ref _operations);
        try
        {
            return _rsa is not null && _rsa.TryDecrypt(encrypted, key, RSAEncryptionPadding.OaepSHA256, out var written) && written == key.Length;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _ec?.Dispose();
        _rsa?.Dispose();
    }
}
