using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What a sink's mapper says of where records come from, where the settings do not: the application's name.</summary>
internal static class SinkMapping
{
    public static AuditMapping Of(AuditMapping? mapping, IServiceProvider provider)
    {
        var given = mapping ?? new();
        return given.Service is null ? given with { Service = provider.GetService<IHostEnvironment>()?.ApplicationName } : given;
    }
}
