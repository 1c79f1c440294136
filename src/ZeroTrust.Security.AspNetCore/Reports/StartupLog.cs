using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Reports;

/// <summary>The messages at start: 3200 to 3299.</summary>
internal static partial class StartupLog
{
    [LoggerMessage(3200, LogLevel.Information, "{Count} endpoints behind UseZeroTrust:{Report}")]
    public static partial void Report(ILogger logger, int count, string report);

    [LoggerMessage(3201, LogLevel.Warning, "{Count} endpoints declare no access and are denied to everybody:{Report}")]
    public static partial void Undeclared(ILogger logger, int count, string report);

    [LoggerMessage(3202, LogLevel.Warning, "{Count} endpoints are anonymous and give no reason:{Report}")]
    public static partial void NoReason(ILogger logger, int count, string report);

    [LoggerMessage(3203, LogLevel.Information, "A fallback policy is set: it applies to endpoints without a declaration, and not to those with declarations of ZeroTrust.")]
    public static partial void FallbackPolicy(ILogger logger);

    [LoggerMessage(3204, LogLevel.Information, "Claims transformation {Type} is registered: HttpContext.User is what it returns; the caller and its permissions never come from it.")]
    public static partial void ClaimsTransformation(ILogger logger, string type);

    [LoggerMessage(3205, LogLevel.Information, "Tokens in the query are read under {Paths} for WebSockets and server-sent events; the host's own request log, which would print them, is filtered.")]
    public static partial void TokenInQuery(ILogger logger, string paths);

    [LoggerMessage(3206, LogLevel.Warning, "{Count} endpoints have the table Callers decide, which lists no service for them, so they are denied to every service:{Report}")]
    public static partial void NotInTable(ILogger logger, int count, string report);

    [LoggerMessage(3207, LogLevel.Warning, "The table Callers has entries for {Permissions}, and no endpoint that requires them has it decide: they are without effect. Say AllowCallers() on the endpoint.")]
    public static partial void EntriesWithoutEffect(ILogger logger, string permissions);
}
