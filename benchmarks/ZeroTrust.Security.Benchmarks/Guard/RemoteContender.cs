using System.Diagnostics;
using System.Globalization;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>
/// A contender in a process of its own, told through a pipe what to do. Its code is compiled for what it alone does: within one process
/// the runtime's profile of the framework's methods would be that of all contenders together. It ends when the pipe does.
/// </summary>
internal sealed class RemoteContender(string name, Process process) : IContender, IDisposable
{
    private const string CompiledMethodsCommand = "compiled";
    private const string WarmUpCommand = "warm-up";
    private const string SetTurnCommand = "set-turn";
    private const string TakeTurnCommand = "turn";
    private const string CountBytesCommand = "bytes";

    public string Name => name;

    public long CompiledMethods => (long)Ask(CompiledMethodsCommand);

    public void WarmUp(TimeSpan span) => Ask(WarmUpCommand, span);

    public void SetTurn(TimeSpan atLeast) => Ask(SetTurnCommand, atLeast);

    public double TakeTurn() => Ask(TakeTurnCommand);

    public double CountBytes() => Ask(CountBytesCommand);

    public void Dispose() => SelfProcess.End(process);

    /// <summary>The other side: does what standard input says until it ends, which it does with the process that measures.</summary>
    /// <returns>The exit code.</returns>
    public static int Serve(Variant variant)
    {
        var contender = new LocalContender(variant);
        while (Console.In.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var span = words.Length > 1 ? new TimeSpan(long.Parse(words[1], CultureInfo.InvariantCulture)) : TimeSpan.Zero;
            Console.Out.WriteLine(Do(contender, words[0], span).ToString("R", CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static double Do(LocalContender contender, string command, TimeSpan span)
    {
        switch (command)
        {
            case CompiledMethodsCommand:
                return contender.CompiledMethods;
            case WarmUpCommand:
                contender.WarmUp(span);
                return 0;
            case SetTurnCommand:
                contender.SetTurn(span);
                return 0;
            case TakeTurnCommand:
                // Once for nothing: meanwhile the others have had the caches.
                _ = contender.TakeTurn();
                return contender.TakeTurn();
            case CountBytesCommand:
                return contender.CountBytes();
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, null);
        }
    }

    private double Ask(string command, TimeSpan span) => Ask(string.Create(CultureInfo.InvariantCulture, $"{command} {span.Ticks}"));

    private double Ask(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() is { } answer
            ? double.Parse(answer, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The process of {name} has ended.");
    }
}
