using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>The messages about client certificates: 3400 to 3499. Names of a certificate appear cleaned and cut.</summary>
internal static partial class CertificateLog
{
    [LoggerMessage(3400, LogLevel.Information, "Client certificate refused, {Outcome}: subject \"{Subject}\", issuer \"{Issuer}\", SHA-256 {Thumbprint}.")]
    public static partial void Refused(ILogger logger, string outcome, string? subject, string? issuer, string thumbprint);

    [LoggerMessage(3401, LogLevel.Information, "The bundle of client certificate authorities is in force: {Roots} roots, {Intermediates} intermediates.")]
    public static partial void BundleApplied(ILogger logger, int roots, int intermediates);

    [LoggerMessage(3402, LogLevel.Error, "The bundle of client certificate authorities at {Path} is not taken, the former one stays in force: {Problem}")]
    public static partial void BundleRefused(ILogger logger, string path, string problem);

    [LoggerMessage(3403, LogLevel.Warning, "Connection ended: its client certificate is good no longer, {Outcome}; {Service}.")]
    public static partial void ConnectionCut(ILogger logger, string outcome, string? service);

    [LoggerMessage(3404, LogLevel.Warning, "A forwarded certificate was removed from a request of {Peer}, which is no proxy that may send one.")]
    public static partial void HeaderRemoved(ILogger logger, string? peer);

    [LoggerMessage(3405, LogLevel.Error, "Following the bundle of client certificate authorities failed; it goes on.")]
    public static partial void FollowingFailed(ILogger logger, Exception fault);

    [LoggerMessage(3406, LogLevel.Debug, "Forwarded certificate refused, {Outcome}.")]
    public static partial void ForwardedRefused(ILogger logger, string outcome);
}
