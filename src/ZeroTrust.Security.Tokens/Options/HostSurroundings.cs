using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.SystemRecords;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>What features need of the host, with what does for a worker that has none of it.</summary>
internal static class HostSurroundings
{
    /// <summary>Where relative paths of the settings begin.</summary>
    public static string ContentRoot(this IServiceProvider provider) =>
        provider.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory();

    /// <summary>The full path of what a setting names.</summary>
    public static string ResolvePath(this IServiceProvider provider, string path) => Path.GetFullPath(path, provider.ContentRoot());

    /// <summary>What puts on record what becomes of keys, settings and revocations.</summary>
    public static SystemEvents SystemEvents(this IServiceProvider provider) =>
        new(provider.GetService<IAuditTrail>, provider.GetRequiredService<TimeProvider>());

    /// <summary>A worker may have no logging at all; a host always has.</summary>
    public static ILogger<T> LoggerOf<T>(this IServiceProvider provider) =>
        new Logger<T>(provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
}
