using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>Where and when it was measured.</summary>
internal sealed record MachineFacts(string Processor, int Cores, string Runtime, string System, string OpenSsl, string Date)
{
    public static MachineFacts Read() => new(
        ReadProcessor(),
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        OperatingSystem.IsWindows() ? "none" : FormatOpenSsl(SafeEvpPKeyHandle.OpenSslVersion),
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));

    private static string ReadProcessor()
    {
        const string file = "/proc/cpuinfo";
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();
    }

    // MNNFFPP0 in hexadecimal, since OpenSSL 3.
    private static string FormatOpenSsl(long version) => string.Create(
        CultureInfo.InvariantCulture, $"{version >> 28}.{(version >> 20) & 0xFF}.{(version >> 4) & 0xFF}");
}
