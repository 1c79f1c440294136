using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>The messages of Vault: 5500 to 5599. Never a token, a secret ID, a lease's identifier or a text of Vault's.</summary>
internal static partial class VaultLog
{
    [LoggerMessage(5500, LogLevel.Information, "Logged in to Vault {Vault} by {Method}; the token lives {Life}.")]
    public static partial void LoggedIn(ILogger logger, string vault, VaultLoginKind method, TimeSpan? life);

    [LoggerMessage(5501, LogLevel.Error, "No login to Vault {Vault} by {Method} ({Outcome}): {Reason}")]
    public static partial void LoginFailed(ILogger logger, string vault, VaultLoginKind method, SecretOutcome outcome, string? reason);

    [LoggerMessage(5502, LogLevel.Debug, "The token of Vault {Vault} was renewed; it lives {Life}.")]
    public static partial void Renewed(ILogger logger, string vault, TimeSpan? life);

    [LoggerMessage(5503, LogLevel.Warning, "The token of Vault {Vault} was not renewed, and is tried again: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string vault, string? reason);

    [LoggerMessage(5504, LogLevel.Warning, "Vault {Vault} no longer takes the token of this service; another login follows.")]
    public static partial void TokenRefused(ILogger logger, string vault);

    [LoggerMessage(5505, LogLevel.Information, "The token of Vault {Vault} was revoked, with all that was made with it.")]
    public static partial void Revoked(ILogger logger, string vault);

    [LoggerMessage(5506, LogLevel.Warning, "The token of Vault {Vault} was not revoked, and lives to its end: {Reason}")]
    public static partial void NotRevoked(ILogger logger, string vault, string? reason);

    [LoggerMessage(5510, LogLevel.Debug, "Credentials of {Store}/{Role} were made, under a lease.")]
    public static partial void LeaseMade(ILogger logger, string store, string role);

    [LoggerMessage(5511, LogLevel.Debug, "The lease of credentials of {Store}/{Role} was ended.")]
    public static partial void LeaseRevoked(ILogger logger, string store, string role);

    [LoggerMessage(5512, LogLevel.Warning, "The lease of credentials of {Store}/{Role} was not ended, and lives to its end: {Reason}")]
    public static partial void LeaseNotRevoked(ILogger logger, string store, string role, string? reason);
}
