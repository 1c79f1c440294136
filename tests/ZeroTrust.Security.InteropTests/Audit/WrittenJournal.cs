using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>A journal as a service writes it, and its records as a sink is handed them.</summary>
internal sealed class WrittenJournal : IDisposable
{
    private readonly DirectoryInfo? _own;

    /// <summary>Reads one that is there.</summary>
    public WrittenJournal(string location)
    {
        Location = location;
        Read();
    }

    private WrittenJournal(DirectoryInfo own) => (_own, Location) = (own, Path.Combine(own.FullName, "audit"));

    public string Location { get; }

    public string Name { get; private set; } = "";

    public List<AuditSinkRecord> Records { get; } = [];

    /// <summary>Writes events, and closes the journal.</summary>
    public static async Task<WrittenJournal> WriteAsync(IEnumerable<AuditEvent> events)
    {
        var journal = new WrittenJournal(Directory.CreateTempSubdirectory("journal-"));
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddZeroTrustCore().AddAuditJournal(journal.Location, static options => options.Capacity = 262_144);
        using (var host = builder.Build())
        {
            await host.StartAsync();
            TestEvents.Record(host.Services.GetRequiredService<IAuditTrail>(), events);
            await host.StopAsync();
        }

        journal.Read();
        return journal;
    }

    public AuditSinkBatch Batch(int from, int count) => new(Name, Records.GetRange(from, Math.Min(count, Records.Count - from)));

    public IEnumerable<AuditSinkBatch> Batches(int size) => Enumerable.Range(0, (Records.Count + size - 1) / size).Select(number => Batch(number * size, size));

    public void Dispose() => _own?.Delete(recursive: true);

    private void Read()
    {
        foreach (var line in Directory.GetFiles(Location, "audit-*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            Name = root.TryGetProperty("journal", out var name) ? name.GetString()! : Name;
            Records.Add(new(root.GetProperty("seq").GetInt64(), root.GetProperty("id").GetGuid(), Encoding.ASCII.GetBytes(line)));
        }
    }
}
