using System.Text.Json;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>A checked-in schema, as it stands beside the tests.</summary>
internal static class SchemaFile
{
    public static JsonElement Read(string name)
    {
        using var stream = typeof(SchemaFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
