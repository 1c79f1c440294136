using System.CommandLine;
using Spectre.Console;
using ZeroTrust.Security.Tool.Audit;

namespace ZeroTrust.Security.Tool;

/// <summary>The command line.</summary>
internal static class ZeroTrustTool
{
    /// <summary>Does what the arguments say, until it is done or stopped.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Where answers go.</param>
    /// <param name="errors">Where messages go.</param>
    /// <param name="watched">Where somebody watches how far a long run is; null where nobody does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, IAnsiConsole? watched, CancellationToken cancellationToken)
    {
        var audit = new Command("audit", "Reads an audit journal. None of these writes to it or takes its lock.")
        {
            VerifyCommand.Make(output, watched),
            TailCommand.Make(output),
            QueryCommand.Make(output),
            StatsCommand.Make(output),
        };
        var result = new RootCommand("Tools for ZeroTrust.Security.") { audit }.Parse(arguments);
        var settings = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await result.InvokeAsync(settings, cancellationToken).ConfigureAwait(false);
            return result.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await errors.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return ExitCode.NoInput;
        }
    }
}
