namespace ZeroTrust.Security.Tool.Secrets;

/// <summary>Where a value comes from: standard input where that is redirected, and otherwise a prompt that shows nothing. Never an argument, which other users and the shell's history see.</summary>
/// <param name="Piped">Standard input; null where a person sits there.</param>
/// <param name="ReadKey">Reads a key without showing it.</param>
/// <param name="Prompt">Where the question goes.</param>
internal sealed record SecretInput(Stream? Piped, Func<ConsoleKeyInfo> ReadKey, TextWriter Prompt)
{
    /// <summary>That of this process.</summary>
    public static SecretInput OfProcess() =>
        new(Console.IsInputRedirected ? Console.OpenStandardInput() : null, static () => Console.ReadKey(intercept: true), Console.Error);
}
