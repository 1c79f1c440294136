namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// Recognises moduli of the generator that made its primes from powers of 65537 (CVE-2017-15361): modulo each small prime such a
/// modulus is a power of 65537. A sound modulus passes for one by chance less than once in a hundred million.
/// </summary>
internal static class RocaFingerprint
{
    private static readonly int[] Primes =
    [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
        101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ];

    private static readonly bool[][] Powers = [.. Primes.Select(PowersModulo)];

    /// <summary>Whether the modulus, big-endian, is of that family.</summary>
    public static bool Matches(ReadOnlySpan<byte> modulus)
    {
        for (var i = 0; i < Primes.Length; i++)
        {
            if (!Powers[i][Remainder(modulus, Primes[i])])
            {
                return false;
            }
        }

        return true;
    }

    private static int Remainder(ReadOnlySpan<byte> number, int prime)
    {
        var remainder = 0;
        foreach (var digit in number)
        {
            remainder = ((remainder << 8) | digit) % prime;
        }

        return remainder;
    }

    private static bool[] PowersModulo(int prime)
    {
        var powers = new bool[prime];
        var power = 1;
        while (!powers[power])
        {
            powers[power] = true;
            power = power * (65537 % prime) % prime;
        }

        return powers;
    }
}
