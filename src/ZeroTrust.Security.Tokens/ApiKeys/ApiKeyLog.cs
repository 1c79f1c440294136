using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>What is logged about API keys: events 2700 to 2799. Public ids appear, never a key.</summary>
internal static partial class ApiKeyLog
{
    [LoggerMessage(2700, LogLevel.Information, "API keys were read from the store: {Count} versions.")]
    public static partial void Loaded(ILogger logger, int count);

    [LoggerMessage(2701, LogLevel.Warning, "The store of API keys could not be read, failure {Failures} in a row. Without a reading for {Bound} keys are answered 503.")]
    public static partial void ReadFailed(ILogger logger, int failures, TimeSpan bound, Exception exception);

    [LoggerMessage(2702, LogLevel.Information, "The store of API keys can be read again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, int failures);

    [LoggerMessage(2703, LogLevel.Warning, "{Count} versions of API keys are hashed under a pepper that is neither the current nor the previous one: they are not taken.")]
    public static partial void PepperMissing(ILogger logger, int count);

    [LoggerMessage(2704, LogLevel.Warning, "When API keys were last used could not be written to the store.")]
    public static partial void UsesLost(ILogger logger, Exception exception);

    [LoggerMessage(2705, LogLevel.Error, "Version {Version} of {Secret} is no pepper: 32 random bytes, or their base64 on one line. The one before is used for as long as it is taken.")]
    public static partial void PepperMalformed(ILogger logger, SecretRef secret, string? version);

    [LoggerMessage(2710, LogLevel.Information, "API key {KeyId} of {Service} was made.")]
    public static partial void Created(ILogger logger, string keyId, string service);

    [LoggerMessage(2711, LogLevel.Information, "API key {KeyId} of {Service} was rotated to {PublicId}.")]
    public static partial void Rotated(ILogger logger, string keyId, string service, string publicId);

    [LoggerMessage(2712, LogLevel.Warning, "API key {KeyId} was revoked.")]
    public static partial void Revoked(ILogger logger, string keyId);

    [LoggerMessage(2713, LogLevel.Information, "API key {KeyId} was removed.")]
    public static partial void Removed(ILogger logger, string keyId);
}
