using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>The messages of Vault: 5400 to 5499. Never a token, a secret ID, a lease's identifier or a text of Vault's.</summary>
internal static partial class VaultLog
{
    [LoggerMessage(5400, LogLevel.Information, "Logged in to Vault {Vault} by {Method}; the token lives {Life}.")]
    public static partial void LoggedIn(ILogger logger, string vault, VaultLoginKind method, TimeSpan? life);

    [LoggerMessage(5401, LogLevel.Error, "No login to Vault {Vault} by {Method} ({Outcome}): {Reason}")]
    public static partial void LoginFailed(ILogger logger, string vault, VaultLoginKind method, SecretOutcome outcome, string? reason);

    [LoggerMessage(5402, LogLevel.Debug, "The token of Vault {Vault} was renewed; it lives {Life}.")]
    public static partial void Renewed(ILogger logger, string vault, TimeSpan? life);

    [LoggerMessage(5403, LogLevel.Warning, "The token of Vault {Vault} was not renewed, and is tried again: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string vault, string? reason);

    [LoggerMessage(5404, LogLevel.Warning, "Vault {Vault} no longer takes the token of this service; another login follows.")]
    public static partial void TokenRefused(ILogger logger, string vault);

    [LoggerMessage(5405, LogLevel.Information, "The token of Vault {Vault} was revoked, with all that was made with it.")]
    public static partial void Revoked(ILogger logger, string vault);

    [LoggerMessage(5406, LogLevel.Warning, "The token of Vault {Vault} was not revoked, and lives to its end: {Reason}")]
    public static partial void NotRevoked(ILogger logger, string vault, string? reason);
}
