using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Encryption;

/// <summary>What is logged about messages: events 2900 to 2999. Never a content or a key.</summary>
internal static partial class PayloadLog
{
    [LoggerMessage(2900, LogLevel.Warning, "A message of type {Type} is not opened: {Refusal}. It names key {KeyId}.")]
    public static partial void NotOpened(ILogger logger, string type, PayloadRefusal refusal, string keyId);
}
