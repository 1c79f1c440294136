using Spectre.Console;
using ZeroTrust.Security.Tool;

// How far a run is goes to the stream that no answer goes to, and only where somebody watches it.
var watched = Console.IsErrorRedirected ? null : AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
return await ZeroTrustTool.RunAsync(args, Console.Out, Console.Error, watched, CancellationToken.None).ConfigureAwait(false);
