using System.Diagnostics;
using System.Globalization;
using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Pipeline;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>A running <see cref="ServedApp"/>.</summary>
internal sealed class ServerProcess : IDisposable
{
    // /proc counts in hundredths of a second on every Linux.
    private const double TicksPerSecond = 100;

    private readonly Process _process;

    private ServerProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    /// <summary>Starts this same executable as a server.</summary>
    public static ServerProcess Start(Protection protection)
    {
        var process = SelfProcess.Start(Cores.Server, ["serve", protection.ToString()], (ServedApp.KeySetVariable, BenchmarkKey.KeySet));
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(ServedApp.Ready, StringComparison.Ordinal))
            {
                return new(process, line[ServedApp.Ready.Length..]);
            }
        }

        process.WaitForExit();
        throw new InvalidOperationException($"The {protection} server ended with {process.ExitCode} before it was ready.");
    }

    /// <summary>The processor time used so far, in seconds (proc(5): utime and stime of /proc/[pid]/stat).</summary>
    public double ProcessorSeconds()
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public void Dispose() => SelfProcess.End(_process);
}
