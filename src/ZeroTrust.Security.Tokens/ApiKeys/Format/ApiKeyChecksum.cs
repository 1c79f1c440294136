using System.Numerics;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// CRC-32C (RFC 3720 §12.1) of what stands before it, in six characters. It finds every change of up to four characters in a row. It is no
/// secret and proves nothing: anybody can compute it.
/// </summary>
internal static class ApiKeyChecksum
{
    /// <summary>62 to the sixth is more than 2 to the 32nd.</summary>
    public const int Length = 6;

    public static bool Matches(ReadOnlySpan<char> ascii, ReadOnlySpan<char> checksum)
    {
        Span<char> expected = stackalloc char[Length];
        Write(ascii, expected);
        return checksum.SequenceEqual(expected);
    }

    public static void Write(ReadOnlySpan<char> ascii, Span<char> checksum)
    {
        var rest = Compute(ascii);
        for (var i = Length - 1; i >= 0; i--)
        {
            (rest, var digit) = Math.DivRem(rest, (uint)ApiKeyFormat.Alphabet.Length);
            checksum[i] = ApiKeyFormat.Alphabet[(int)digit];
        }
    }

    private static uint Compute(ReadOnlySpan<char> ascii)
    {
        var crc = uint.MaxValue;
        foreach (var character in ascii)
        {
            crc = BitOperations.Crc32C(crc, (byte)character);
        }

        return ~crc;
    }
}
