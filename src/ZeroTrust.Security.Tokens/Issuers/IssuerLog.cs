using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>What is logged about issuers and their keys: events 2200 to 2299.</summary>
internal static partial class IssuerLog
{
    [LoggerMessage(2200, LogLevel.Information, "Keys of issuer {Issuer}: {Count} usable, {Skipped} not used.")]
    public static partial void KeysTaken(ILogger logger, string issuer, int count, int skipped);

    [LoggerMessage(2201, LogLevel.Warning, "Keys of issuer {Issuer} could not be had, failure {Failures} in a row, next try in {NextTry}. {Problem}")]
    public static partial void FetchFailed(ILogger logger, string issuer, int failures, TimeSpan nextTry, string problem);

    [LoggerMessage(2202, LogLevel.Error, "Keys of issuer {Issuer} were refused and what was in use stays in use. Look at what the issuer publishes. {Problem}")]
    public static partial void DocumentRefused(ILogger logger, string issuer, string problem);

    [LoggerMessage(2203, LogLevel.Information, "Issuer {Issuer} publishes key {KeyId}, which is not used: {Reason}.")]
    public static partial void KeySkipped(ILogger logger, string issuer, string keyId, string reason);

    [LoggerMessage(2204, LogLevel.Error, "Keys of issuer {Issuer} are {Age} old and cannot be renewed. They serve until they are {Bound} old; then its tokens are answered 503.")]
    public static partial void KeysStale(ILogger logger, string issuer, TimeSpan age, TimeSpan bound);

    [LoggerMessage(2205, LogLevel.Critical, "Keys of issuer {Issuer} could not be renewed within {Bound} and are no longer used. Its tokens are answered 503.")]
    public static partial void KeysExpired(ILogger logger, string issuer, TimeSpan bound);

    [LoggerMessage(2206, LogLevel.Information, "Keys of issuer {Issuer} can be had again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, string issuer, int failures);

    [LoggerMessage(2207, LogLevel.Error, "An attempt to get keys of issuer {Issuer} ended in an exception; it counts as a failed attempt.")]
    public static partial void AttemptThrew(ILogger logger, string issuer, Exception exception);

    [LoggerMessage(2208, LogLevel.Critical, "No keys of issuer {Issuer} were ever had in {Age}. Its tokens are answered 503.")]
    public static partial void KeysNeverHad(ILogger logger, string issuer, TimeSpan age);
}
