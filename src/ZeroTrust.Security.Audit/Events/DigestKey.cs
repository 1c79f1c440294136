using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Audit.Events;

/// <summary>Makes digests of identifiers that nobody without the key can find by trying. For one thread.</summary>
/// <param name="id">Which key it is: 1 to 32 letters, digits, '-' and '_'. Digests compare only under the same one.</param>
/// <param name="key">At least 32 bytes; not ended with this.</param>
internal sealed class DigestKey(string id, Secret key)
{
    private const int DigestBytes = 16;

    /// <summary>A key of this process alone: its digests compare within one run.</summary>
    public static DigestKey OfProcess()
    {
        Span<byte> bytes = stackalloc byte[32];
        RandomNumberGenerator.Fill(bytes);
        var key = new Secret(bytes);
        RandomNumberGenerator.Fill(bytes);
        return new($"run-{Convert.ToHexStringLower(bytes[..4])}", key);
    }

    /// <summary>The digest with the name of its key, such as <c>hmac-sha256:2026-a:5f0c…</c>.</summary>
    public string Of(string text)
    {
        var digest = key.Reveal(text, static (bytes, value) =>
        {
            var message = Encoding.UTF8.GetBytes(value);
            return HMACSHA256.HashData(bytes, message);
        });
        return $"hmac-sha256:{id}:{Convert.ToHexStringLower(digest.AsSpan(0, DigestBytes))}";
    }
}
