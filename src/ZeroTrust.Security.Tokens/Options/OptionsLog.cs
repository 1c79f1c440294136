using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>What the settings say to the log: 2300–2399.</summary>
internal static partial class OptionsLog
{
    [LoggerMessage(2300, LogLevel.Information, "Trusting issuer '{Issuer}' as {Identifier}: kind {Kind}, audiences {Audiences}, algorithms {Algorithms}, service {Service}, may assert {Bounds}.")]
    public static partial void Issuer(
        ILogger log, string issuer, string identifier, IssuerKind kind, string audiences, string algorithms, string service, string bounds);

    [LoggerMessage(2301, LogLevel.Information, "Role '{Role}' grants {Permissions}.")]
    public static partial void Role(ILogger log, string role, string permissions);

    [LoggerMessage(2302, LogLevel.Information, "Owners are compared within issuer '{Owners}', tenants within '{Tenants}'.")]
    public static partial void Authorities(ILogger log, string owners, string tenants);

    [LoggerMessage(2303, LogLevel.Information, "Remembering at most {MaxEntries} verified tokens in {MaxBytes} bytes, each for {TimeToLive} at most.")]
    public static partial void Cache(ILogger log, int maxEntries, long maxBytes, TimeSpan timeToLive);

    [LoggerMessage(2304, LogLevel.Information, "Permission '{Permission}' may be used by the services {Services}, where an endpoint has the table decide.")]
    public static partial void Callers(ILogger log, string permission, string services);

    [LoggerMessage(2310, LogLevel.Warning, "Audience '{Audience}' of issuer '{Issuer}' holds a '*', which stands for nothing but itself. Name one audience for each service and environment: a token for another one must not work here.")]
    public static partial void WildcardAudience(ILogger log, string audience, string issuer);

    [LoggerMessage(2320, LogLevel.Information, "The settings were reloaded; version {Version} is in force.")]
    public static partial void ReloadApplied(ILogger log, long version);

    [LoggerMessage(2321, LogLevel.Critical, "A reload of the settings was refused whole and version {Version} stays in force: {Reason}")]
    public static partial void ReloadRefused(ILogger log, long version, string reason, Exception? fault);
}
