using System.Reflection;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What the mappers say of where records come from, encoded once.</summary>
internal sealed class RecordSource(AuditMapping mapping)
{
    public const string Product = "ZeroTrust.Security";

    /// <summary>This package's version, without what a build adds to it.</summary>
    public static string Version { get; } =
        typeof(RecordSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public bool KeepLine { get; } = mapping.KeepLine;

    public JsonEncodedText Host { get; } = JsonEncodedText.Encode(mapping.Host);

    public JsonEncodedText? Service { get; } = mapping.Service is { } service ? JsonEncodedText.Encode(service) : null;

    /// <summary>The service, or else the host it runs on.</summary>
    public JsonEncodedText Name => Service ?? Host;
}
