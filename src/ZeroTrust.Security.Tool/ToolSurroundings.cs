using Spectre.Console;
using ZeroTrust.Security.Tool.Secrets;

namespace ZeroTrust.Security.Tool;

/// <summary>What a run reads from and writes to.</summary>
/// <param name="Output">Where answers go.</param>
/// <param name="Errors">Where messages go.</param>
/// <param name="Watched">Where somebody watches how far a long run is; null where nobody does.</param>
/// <param name="Input">Where values come from.</param>
internal sealed record ToolSurroundings(TextWriter Output, TextWriter Errors, IAnsiConsole? Watched, SecretInput Input);
