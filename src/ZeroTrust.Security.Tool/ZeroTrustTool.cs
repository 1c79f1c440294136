using System.CommandLine;
using ZeroTrust.Security.Tool.Audit;

namespace ZeroTrust.Security.Tool;

/// <summary>The command line.</summary>
internal static class ZeroTrustTool
{
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        var audit = new Command("audit", "Reads an audit journal. None of these writes to it or takes its lock.")
        {
            VerifyCommand.Make(output, errors),
            TailCommand.Make(output),
            QueryCommand.Make(output),
            StatsCommand.Make(output),
        };
        var result = new RootCommand("Tools for ZeroTrust.Security.") { audit }.Parse(arguments);
        var settings = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
        try
        {
            var code = result.Invoke(settings);
            return result.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.WriteLine(fault.Message);
            return ExitCode.NoInput;
        }
    }
}
