using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>What is logged about the keys of the services that are encrypted for: events 3000 to 3099.</summary>
internal static partial class RecipientLog
{
    [LoggerMessage(3000, LogLevel.Information, "Keys of recipient {Service}: {Count} to encrypt to, {Skipped} not used.")]
    public static partial void KeysTaken(ILogger logger, string service, int count, int skipped);

    [LoggerMessage(3001, LogLevel.Warning, "Keys of recipient {Service} could not be had, failure {Failures} in a row, next try in {NextTry}. {Problem}")]
    public static partial void FetchFailed(ILogger logger, string service, int failures, TimeSpan nextTry, string problem);

    [LoggerMessage(3002, LogLevel.Error, "Keys of recipient {Service} were refused and what was in use stays in use. Look at what the service publishes. {Problem}")]
    public static partial void DocumentRefused(ILogger logger, string service, string problem);

    [LoggerMessage(3003, LogLevel.Debug, "Recipient {Service} publishes key {KeyId}, which is not encrypted to: {Reason}.")]
    public static partial void KeySkipped(ILogger logger, string service, string keyId, string reason);

    [LoggerMessage(3004, LogLevel.Error, "Keys of recipient {Service} are {Age} old and cannot be renewed. They are encrypted to until they are {Bound} old; then nothing is sealed for it.")]
    public static partial void KeysStale(ILogger logger, string service, TimeSpan age, TimeSpan bound);

    [LoggerMessage(3005, LogLevel.Critical, "Keys of recipient {Service} could not be renewed within {Bound}. Nothing is sealed for it.")]
    public static partial void KeysExpired(ILogger logger, string service, TimeSpan bound);

    [LoggerMessage(3006, LogLevel.Information, "Keys of recipient {Service} can be had again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, string service, int failures);

    [LoggerMessage(3007, LogLevel.Error, "An attempt to get keys of recipient {Service} ended in an exception; it counts as a failed attempt.")]
    public static partial void AttemptThrew(ILogger logger, string service, Exception exception);

    [LoggerMessage(3008, LogLevel.Critical, "No keys of recipient {Service} were ever had in {Age}. Nothing is sealed for it.")]
    public static partial void KeysNeverHad(ILogger logger, string service, TimeSpan age);
}
