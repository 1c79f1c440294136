using System.Diagnostics;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>This same executable, started beside itself; its standard input is a pipe from here, and it ends when that does.</summary>
internal static class SelfProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Process Start(IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(SelfProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

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
