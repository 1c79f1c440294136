using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>What is logged about the key ring: events 2500 to 2599. Names of keys appear, never a key.</summary>
internal static partial class KeyRingLog
{
    [LoggerMessage(2500, LogLevel.Information, "Version {Version} of the key ring is in use: {Keys} keys, signing with {KeyId}.")]
    public static partial void Adopted(ILogger logger, long version, int keys, string keyId);

    [LoggerMessage(2501, LogLevel.Information, "Key {KeyId} is announced and will sign later.")]
    public static partial void Announced(ILogger logger, string keyId);

    [LoggerMessage(2502, LogLevel.Information, "Key {KeyId} signs from now on in place of {Predecessor}.")]
    public static partial void Activated(ILogger logger, string keyId, string predecessor);

    [LoggerMessage(2503, LogLevel.Information, "Key {KeyId} has left the key ring.")]
    public static partial void Gone(ILogger logger, string keyId);

    [LoggerMessage(2504, LogLevel.Warning, "Key {KeyId} was revoked here. Consumers refuse tokens that it signed from their next fetch on.")]
    public static partial void Revoked(ILogger logger, string keyId);

    [LoggerMessage(2505, LogLevel.Information, "Encryption key {KeyId} is held and will be published later.")]
    public static partial void EncryptionHeld(ILogger logger, string keyId);

    [LoggerMessage(2506, LogLevel.Information, "Encryption key {KeyId} is the one that is published from now on. Those before still open messages.")]
    public static partial void EncryptionPublished(ILogger logger, string keyId);

    [LoggerMessage(2510, LogLevel.Error, "The key ring could not be read or turned, failure {Failures} in a row. Without a reading for {Bound} this process neither signs nor publishes.")]
    public static partial void Failed(ILogger logger, int failures, TimeSpan bound, Exception exception);

    [LoggerMessage(2511, LogLevel.Information, "The key ring can be read again after {Failures} failures.")]
    public static partial void Recovered(ILogger logger, int failures);

    [LoggerMessage(2512, LogLevel.Warning, "The private keys of the key ring are not protected. That is for Development alone.")]
    public static partial void Unprotected(ILogger logger);
}
