using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>What is logged about revocations: events 2400 to 2499. No value of a token appears.</summary>
internal static partial class RevocationLog
{
    [LoggerMessage(2400, LogLevel.Information, "Revocations were read from the store: {Count} are in force.")]
    public static partial void Loaded(ILogger logger, int count);

    [LoggerMessage(2401, LogLevel.Warning, "The store of revocations could not be read, failure {Failures} in a row. What is revoked elsewhere is seen late.")]
    public static partial void ReadFailed(ILogger logger, int failures, Exception exception);

    [LoggerMessage(2402, LogLevel.Critical, "The store of revocations was not read for {Bound}. Tokens are answered 503 unless ZeroTrust:Revocation:WhenStale is KeepServing.")]
    public static partial void Outdated(ILogger logger, TimeSpan bound);

    [LoggerMessage(2403, LogLevel.Information, "The store of revocations can be read again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, int failures);
}
