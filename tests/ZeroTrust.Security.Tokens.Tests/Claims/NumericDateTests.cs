using System.Numerics;
using System.Text;
using ZeroTrust.Security.Tokens.Claims;

namespace ZeroTrust.Security.Tokens.Tests.Claims;

public sealed class NumericDateTests
{
    [Fact]
    public void TryRead_NumbersOfTheGrammar_AreExact()
    {
        foreach (var (text, seconds, fraction) in new (string, long, bool)[]
        {
            ("0", 0, false), ("0.0", 0, false), ("1", 1, false), ("1.5", 1, true), ("1.0", 1, false), ("1e3", 1000, false), ("1.2345e2", 123, true), ("1.23e2", 123, false), ("0e308", 0, false),
            ("0.5", 0, true), ("5e-1", 0, true), ("1e-308", 0, true), ("253402300799", 253402300799, false), ("2534023007990e-1", 253402300799, false), ("0.000000000017e20", 1700000000, false),
            ("1" + new string('0', 100) + "e-100", 1, false), ("9999999999.99999999999999999999", 9999999999, true),
        })
        {
            Assert.True(NumericDate.TryRead(Encoding.ASCII.GetBytes(text), out var date), text);
            Assert.Equal(new(seconds, fraction), date);
            Assert.Equal(fraction ? seconds + 1 : seconds, date.RoundedUp);
        }
    }

    [Fact]
    public void TryRead_NegativeOrBeyondTheYear9999_IsRefused() => Assert.All(
        new[] { "-0", "-0.0", "-1", "-1e-5", "253402300800", "253402300799.1", "1e12", "1e308", "9223372036854775807", "9223372036854775808", new string('9', 128), "3e11" },
        static text => Assert.False(NumericDate.TryRead(Encoding.ASCII.GetBytes(text), out _), text));

    [Fact]
    public void TryRead_RandomNumbers_AgreesWithExactArithmetic()
    {
        var random = new Random(9);
        for (var i = 0; i < 5000; i++)
        {
            var digits = new string([.. Enumerable.Range(0, random.Next(1, 25)).Select(_ => (char)random.Next('0', '9' + 1))]);
            var fraction = random.Next(0, digits.Length);
            var exponent = random.Next(-12, 12);
            var whole = digits[..^fraction].TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";
            var text = whole + (fraction > 0 ? "." + digits[^fraction..] : "") + (random.Next(2) == 0 ? $"e{exponent}" : $"E{exponent:+0;-0}");

            var numerator = BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) * BigInteger.Pow(10, 20);
            var shift = exponent - fraction;
            var scaled = shift >= 0 ? numerator * BigInteger.Pow(10, shift) : numerator;
            var divisor = BigInteger.Pow(10, 20) * (shift < 0 ? BigInteger.Pow(10, -shift) : 1);
            var seconds = BigInteger.DivRem(scaled, divisor, out var rest);
            var expected = seconds + (rest.IsZero ? 0 : 1) <= NumericDate.Max;

            Assert.True(expected == NumericDate.TryRead(Encoding.ASCII.GetBytes(text), out var date), text);
            if (expected)
            {
                Assert.Equal(new((long)seconds, !rest.IsZero), date);
            }
        }
    }
}
