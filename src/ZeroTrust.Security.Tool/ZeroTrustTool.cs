using System.CommandLine;
using Spectre.Console;
using ZeroTrust.Security.Tool.Audit;
using ZeroTrust.Security.Tool.Secrets;

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
    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, IAnsiConsole? watched, CancellationToken cancellationToken) =>
        RunAsync(arguments, new(output, errors, watched, SecretInput.OfProcess()), cancellationToken);

    /// <summary>Does what the arguments say, until it is done or stopped.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="around">What it reads from and writes to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, ToolSurroundings around, CancellationToken cancellationToken)
    {
        var (output, errors, watched, input) = around;
        var audit = new Command("audit", "Reads an audit journal. None of these writes to it or takes its lock.")
        {
            VerifyCommand.Make(output, watched),
            TailCommand.Make(output),
            QueryCommand.Make(output),
            StatsCommand.Make(output),
        };
        var secrets = new Command("secrets", "Keeps the secrets of a developer's machine, which a service reads in Development.")
        {
            SetCommand.Make(output, errors, input),
            ListCommand.Make(output),
            RemoveCommand.Make(output, errors),
        };
        var result = new RootCommand("Tools for ZeroTrust.Security.") { audit, secrets }.Parse(arguments);
        var settings = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await result.InvokeAsync(settings, cancellationToken).ConfigureAwait(false);
            return result.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            await errors.WriteLineAsync(fault.Message).ConfigureAwait(false);
            return ExitCode.NoInput;
        }
    }
}
