using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>ECDH-ES (RFC 7518 §4.6) by the platform.</summary>
internal sealed class EcdhDecryptionKey(string keyId, Secret key) : IDecryptionKey
{
    private readonly PlatformKeyPool<ECDiffieHellman> _keys = new(() => PrivateKey.ImportEcdh(key));

    public string KeyId => keyId;

    public string Algorithm => KeyManagementAlgorithm.EcdhEs;

    public bool TryAgree(ECDiffieHellmanPublicKey ephemeral, ReadOnlySpan<byte> otherInfo, Span<byte> derived)
    {
        ArgumentNullException.ThrowIfNull(ephemeral);
        var own = _keys.Take();
        byte[]? agreed = null;
        try
        {
            agreed = ConcatKdf.Derive(own, ephemeral, otherInfo.ToArray());
            _keys.GiveBack(own);
            agreed.CopyTo(derived);
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            // A key of another curve. What failed half-way is not used again.
            own.Dispose();
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(agreed);
        }
    }

    public bool TryDecrypt(ReadOnlySpan<byte> encrypted, Span<byte> key) => false;
}
