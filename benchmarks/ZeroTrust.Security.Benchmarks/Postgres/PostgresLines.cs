using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.Benchmarks.Postgres;

/// <summary>Records as a busy service's journal has them, new ones each time.</summary>
internal sealed class PostgresLines
{
    private readonly string _journal = Guid.NewGuid().ToString("N");
    private readonly string _hash = new('a', 64);
    private long _seq;

    public List<AuditSinkBatch> Next(int events, int batch) =>
        [.. Enumerable.Range(0, events / batch).Select(_ => new AuditSinkBatch(_journal, [.. Enumerable.Range(0, batch).Select(_ => Record())]))];

    private AuditSinkRecord Record()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (id, number, wall) = (Guid.CreateVersion7(now), ++_seq, (now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"seq":{{number}},"prev":"{{_hash}}","wall":{{wall}},"mono":5123456,"type":"access","id":"{{id}}","time":"{{now.UtcDateTime:O}}","class":"buffered","outcome":"allowed","user":"customer-{{number % 10_000}}","issuer":"corporate","client":"web","resource":"/orders/{id}","action":"GET","request_id":"0HN8V3Q2K1L4M:{{number:x8}}","connection_id":"0HN8V3Q2K1L4M","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","client_ip":"203.0.113.7","hash":"{{_hash}}"}""");
        return new(number, id, Encoding.ASCII.GetBytes(line));
    }
}
