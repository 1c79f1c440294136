namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// A time in seconds since 1970 (RFC 7519 §2), read digit by digit: exact for any fraction and exponent, without a double that could
/// overflow or round.
/// </summary>
/// <param name="Seconds">The whole seconds, rounded down; 0 to the last second of the year 9999.</param>
/// <param name="HasFraction">Whether something was rounded off.</param>
internal readonly record struct NumericDate(long Seconds, bool HasFraction)
{
    public const long Max = 253_402_300_799;

    private const int ShortLength = 11;

    /// <summary>The whole seconds, rounded up.</summary>
    public long RoundedUp => HasFraction ? Seconds + 1 : Seconds;

    /// <summary>Reads a number of JSON's grammar.</summary>
    /// <returns><see langword="false"/> for a negative one, minus zero included, and for one beyond the year 9999.</returns>
    public static bool TryRead(ReadOnlySpan<byte> number, out NumericDate date)
    {
        date = default;
        if (number.IsEmpty || number[0] == '-')
        {
            return false;
        }

        if (number.Length <= ShortLength && TryReadShort(number, out date))
        {
            return true;
        }

        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var point = mantissa.IndexOf((byte)'.');
        var wholeDigits = (point < 0 ? mantissa.Length : point) + (exponentAt < 0 ? 0 : ReadExponent(number[(exponentAt + 1)..]));

        long seconds = 0;
        var hasFraction = false;
        var digits = 0;
        foreach (var character in mantissa)
        {
            if (character == '.')
            {
                continue;
            }

            var digit = character - '0';
            if (digits++ < wholeDigits)
            {
                seconds = (seconds * 10) + digit;
            }
            else
            {
                hasFraction |= digit != 0;
            }

            if (seconds > Max)
            {
                return false;
            }
        }

        for (; digits < wholeDigits && seconds != 0; digits++)
        {
            seconds *= 10;
            if (seconds > Max)
            {
                return false;
            }
        }

        date = new(seconds, hasFraction);
        return date.RoundedUp <= Max;
    }

    // As every issuer writes it: digits alone, and too few of them to leave the calendar.
    private static bool TryReadShort(ReadOnlySpan<byte> number, out NumericDate date)
    {
        long seconds = 0;
        date = default;
        foreach (var character in number)
        {
            var digit = character - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            seconds = (seconds * 10) + digit;
        }

        date = new(seconds, HasFraction: false);
        return true;
    }

    // The reader bounds exponents (StrictJson.MaxExponent), so this cannot overflow.
    private static int ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        var value = 0;
        foreach (var character in text)
        {
            if (character is not ((byte)'+' or (byte)'-'))
            {
                value = (value * 10) + (character - '0');
            }
        }

        return negative ? -value : value;
    }
}
