using System.Diagnostics;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>This same executable, started beside itself; its standard input is a pipe from here, and it ends when that does.</summary>
internal static class SelfProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts it.</summary>
    /// <param name="before">A command that starts it in turn, with that one's arguments; none for none.</param>
    /// <param name="arguments">Its own arguments.</param>
    /// <param name="environment">What its environment has beside that of this process.</param>
    public static Process Start(string[] before, string[] arguments, params ReadOnlySpan<(string Name, string? Value)> environment)
    {
        var self = Environment.ProcessPath!;
        string[] host = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, typeof(SelfProcess).Assembly.Location] : [self];
        string[] command = [.. before, .. host, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static void End(Process process)
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
