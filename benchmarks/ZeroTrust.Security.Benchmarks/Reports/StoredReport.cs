using System.Text.Json;

namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>A file that <c>guard</c> or <c>kestrel</c> wrote.</summary>
internal sealed record StoredReport(StoredMachine Machine, IReadOnlyList<StoredResult> Results)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static StoredReport Read(string file) =>
        JsonSerializer.Deserialize<StoredReport>(File.ReadAllText(file), Json) ?? throw new InvalidDataException(file);
}
