using System.Globalization;
using System.Reflection;

namespace ZeroTrust.Security.Abstractions.Tests.Audit;

public sealed class AuditValueTests
{
    public static TheoryData<AuditValue, AuditValueKind, string> Values => new()
    {
        { "text", AuditValueKind.Text, "text" },
        { (string?)null, AuditValueKind.None, "" },
        { 89.90m, AuditValueKind.Number, "89.90" },
        { long.MinValue, AuditValueKind.Number, "-9223372036854775808" },
        { 7, AuditValueKind.Number, "7" },
        { 0.1, AuditValueKind.Number, "0.1" },
        { double.NaN, AuditValueKind.Text, "NaN" },
        { true, AuditValueKind.Boolean, "true" },
        { TimeSpan.FromMilliseconds(1500), AuditValueKind.Number, "1.5" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), AuditValueKind.Text, "2026-01-02T02:04:05.0000000Z" },
        { AuditValue.Of(DayOfWeek.Monday), AuditValueKind.Text, "Monday" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Conversion_KeepsTheValue(AuditValue value, AuditValueKind kind, string text)
    {
        Assert.Equal((kind, text), (value.Kind, value.ToString()));
    }

    [Fact]
    public void Conversion_UnderAnyCulture_IsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(("1.5", "0.25"), (((AuditValue)1.5m).ToString(), ((AuditValue)0.25).ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void J14_OnlyAllowedTypes_BecomeValues()
    {
        var taken = typeof(AuditValue).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(static method => method.Name is "op_Implicit" or "op_Explicit")
            .Select(static method => method.GetParameters()[0].ParameterType)
            .ToHashSet();

        Assert.Equal([typeof(string), typeof(int), typeof(long), typeof(decimal), typeof(double), typeof(bool), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan)], taken);
        Assert.Empty(typeof(AuditValue).GetConstructors());
    }

    [Fact]
    public void Digest_IsNotPrinted()
    {
        var value = AuditValue.Digest("4111");

        Assert.Equal("[digest]", value.ToString());
        Assert.Equal("4111", value.Reveal());
        Assert.DoesNotContain("4111", new AuditDetail("card", value).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a\"")]
    public void Name_OfAnotherForm_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new AuditDetail(name, 1));
}
