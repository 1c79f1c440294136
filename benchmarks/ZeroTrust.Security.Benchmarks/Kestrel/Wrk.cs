using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>The load generator, a Debian package.</summary>
internal static partial class Wrk
{
    private const string Name = "wrk";
    private const int Connections = 64;

    /// <summary>Installs it where it is missing and that is possible.</summary>
    /// <returns>Whether it is there.</returns>
    public static bool Ensure()
    {
        if (Tools.Has(Name))
        {
            return true;
        }

        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            Console.Error.WriteLine("wrk is missing: install the package 'wrk'.");
            return false;
        }

        Run("apt-get", "update", "-qq");
        Run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "wrk");
        return Tools.Has(Name);
    }

    /// <summary>Sends requests for a while: with one header, with the headers a script takes from a file, or with none.</summary>
    public static Load Measure(ServerProcess server, TimeSpan time, Credential credential)
    {
        var before = server.ProcessorSeconds();
        string[] command = [.. Cores.Client, Name];
        var text = Run(command[0], [
            .. command[1..], "-t1", $"-c{Connections}", $"-d{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s", "--latency", .. credential.Arguments, server.Address + Pipeline.OrdersApp.Path]);
        var used = server.ProcessorSeconds() - before;
        var requests = long.Parse(Requests().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        var refused = Refused().Match(text) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new(Number(PerSecond().Match(text)), Latency(P99().Match(text)), used * 1e6 / requests, requests, refused);
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Latency(Match match) => Number(match) * match.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1_000,
    };

    private static string Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {text}");
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Refused();
}
