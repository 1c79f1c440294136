using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>What is logged about the tokens for other services: events 2800 to 2899. Never a token or a secret.</summary>
internal static partial class OutboundLog
{
    [LoggerMessage(2800, LogLevel.Warning, "A token of client {Client} could not be had, failure {Failures} in a row, next try in {NextTry}. {Failure}: {Problem}")]
    public static partial void FetchFailed(ILogger logger, string client, int failures, TimeSpan nextTry, ServiceTokenFailure failure, string problem);

    [LoggerMessage(2801, LogLevel.Information, "Tokens of client {Client} can be had again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, string client, int failures);

    [LoggerMessage(2802, LogLevel.Error, "The source of tokens of client {Client} threw; it counts as a failed attempt.")]
    public static partial void SourceThrew(ILogger logger, string client, Exception exception);

    [LoggerMessage(2803, LogLevel.Error, "Client {Client} was to call {Host}, which its token does not go to. Nothing was sent. Add it to Hosts if it is the service.")]
    public static partial void DestinationRefused(ILogger logger, string client, string host);

    [LoggerMessage(2804, LogLevel.Warning, "The service that client {Client} calls refused its token (401). Another one is had: {Replaced}.")]
    public static partial void TokenRefused(ILogger logger, string client, bool replaced);

    [LoggerMessage(2805, LogLevel.Error, "Client {Client} was to call {Host}, which its credential does not go to. Nothing was sent. Add it to Hosts if it is the service.")]
    public static partial void CredentialKept(ILogger logger, string client, string host);

    [LoggerMessage(2806, LogLevel.Warning, "The service that client {Client} calls refused its credential (401). Another one is had: {Replaced}.")]
    public static partial void CredentialRefused(ILogger logger, string client, bool replaced);
}
