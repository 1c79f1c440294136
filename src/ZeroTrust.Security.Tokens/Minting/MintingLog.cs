using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>What is logged about minting: events 2600 to 2699. No token and no value of a request appears, but for the audience.</summary>
internal static partial class MintingLog
{
    [LoggerMessage(2600, LogLevel.Warning, "A request for a service token was refused. {Reason}")]
    public static partial void Refused(ILogger logger, string reason);
}
