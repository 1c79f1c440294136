using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets;

/// <summary>The messages of secrets: 5100 to 5199.</summary>
internal static partial class SecretLog
{
    [LoggerMessage(5100, LogLevel.Information, "The secret {Secret} was read: version {Version}.")]
    public static partial void Read(ILogger logger, SecretRef secret, string? version);

    [LoggerMessage(5101, LogLevel.Information, "The secret {Secret} was rotated: version {Version} after {Previous}.")]
    public static partial void Rotated(ILogger logger, SecretRef secret, string? version, string? previous);

    [LoggerMessage(5102, LogLevel.Warning, "The secret {Secret} cannot be read ({Outcome}); what is at hand serves on: {Reason}")]
    public static partial void Failed(ILogger logger, SecretRef secret, string outcome, string? reason);

    [LoggerMessage(5103, LogLevel.Information, "The secret {Secret} can be read again, after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, SecretRef secret, int failures);

    [LoggerMessage(5104, LogLevel.Critical, "The last value of the secret {Secret} has come to its end, and there is no other: {Reason}")]
    public static partial void Lost(ILogger logger, SecretRef secret, string? reason);

    [LoggerMessage(5105, LogLevel.Error, "What was told of a secret threw {Fault}; the secret is kept fresh all the same.")]
    public static partial void Threw(ILogger logger, string fault);
}
