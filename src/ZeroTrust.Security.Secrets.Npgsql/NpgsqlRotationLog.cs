using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets.Npgsql;

/// <summary>The messages of rotating data sources: 5400 to 5499. None has a user name or a password.</summary>
internal static partial class NpgsqlRotationLog
{
    [LoggerMessage(5400, LogLevel.Information, "The data source {Name} connects with other credentials: version {Version}.")]
    public static partial void Rotated(ILogger logger, string name, string? version);

    [LoggerMessage(5401, LogLevel.Warning, "The data source {Name} had {Count} connections in use when their credentials came to an end; each is closed as it is given back.")]
    public static partial void HeldOver(ILogger logger, string name, int count);

    [LoggerMessage(5402, LogLevel.Warning, "The server refused the credentials of the data source {Name} ({State}); there are others now, and these are tried once.")]
    public static partial void Replaced(ILogger logger, string name, string state);

    [LoggerMessage(5403, LogLevel.Error, "The server refused the credentials of the data source {Name} ({State}), and there are no others.")]
    public static partial void Refused(ILogger logger, string name, string state);
}
