using System.CommandLine;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary><c>zerotrust audit tail DIR [--follow]</c>: the last lines, and with <c>--follow</c> those to come, over every rotation.</summary>
internal static class TailCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static Command Make(TextWriter output)
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "The journal's directory." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Goes on until it is stopped." };
        var count = new Option<int>("--lines", "-n") { Description = "How many lines to begin with.", DefaultValueFactory = static _ => 10 };
        var command = new Command("tail", "Prints the last lines.") { directory, follow, count };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var lines = new JournalLines(parsed.GetRequiredValue(directory));
            Write(lines.ReadNew().TakeLast(parsed.GetValue(count)), output);
            while (parsed.GetValue(follow) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Write(lines.ReadNew(), output);
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static void Write(IEnumerable<string> lines, TextWriter output)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }

        output.Flush();
    }
}
