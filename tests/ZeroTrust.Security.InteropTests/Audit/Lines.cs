using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>Lines made by hand, at times that no journal of a test is written at.</summary>
internal static class Lines
{
    public const string Journal = "0123456789abcdef0123456789abcdef";

    public static Guid Id(long number) => new((int)number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static AuditSinkRecord Record(long number, DateTimeOffset time, string members = "\"type\":\"refund\"")
    {
        var wall = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var hashed = string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{number},\"prev\":\"{new string('0', 64)}\",\"wall\":{wall},\"mono\":1,\"id\":\"{Id(number)}\",{members}");
        var line = $"{hashed},\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashed)))}\"}}";
        return new(number, Id(number), Encoding.ASCII.GetBytes(line));
    }

    public static AuditSinkBatch Batch(IReadOnlyList<AuditSinkRecord> records) => new(Journal, records);
}
