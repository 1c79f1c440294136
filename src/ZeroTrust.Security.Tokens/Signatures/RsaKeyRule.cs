using System.Buffers.Binary;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>Which RSA keys are strong enough, and cheap enough to verify with (RFC 7518 §3.3, RFC 8725 §3.5).</summary>
internal static class RsaKeyRule
{
    private const int MinModulusBits = 2048;
    private const int MaxModulusBits = 8192;
    private const uint MinExponent = 65537;

    /// <param name="modulus">Big-endian, without leading zeros.</param>
    /// <param name="exponent">Big-endian, without leading zeros.</param>
    public static KeyRefusal Check(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        var bits = modulus.IsEmpty ? 0 : (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        if (bits < MinModulusBits)
        {
            return KeyRefusal.ModulusTooShort;
        }

        if (bits > MaxModulusBits)
        {
            return KeyRefusal.ModulusTooLong;
        }

        if ((modulus[^1] & 1) == 0)
        {
            return KeyRefusal.ModulusEven;
        }

        if (!IsSoundExponent(exponent))
        {
            return KeyRefusal.ExponentInvalid;
        }

        return RocaFingerprint.Matches(modulus) ? KeyRefusal.ModulusWeak : KeyRefusal.None;
    }

    private static bool IsSoundExponent(ReadOnlySpan<byte> exponent)
    {
        if (exponent.IsEmpty || exponent.Length > sizeof(uint))
        {
            return false;
        }

        Span<byte> padded = stackalloc byte[sizeof(uint)];
        padded.Clear();
        exponent.CopyTo(padded[^exponent.Length..]);
        var value = BinaryPrimitives.ReadUInt32BigEndian(padded);
        return value >= MinExponent && (value & 1) == 1;
    }
}
