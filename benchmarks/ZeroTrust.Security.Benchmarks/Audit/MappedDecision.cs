using System.Buffers;
using System.Text;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>A decision about a request, as its line stands in the journal, written in one of the forms that other systems read.</summary>
internal sealed class MappedDecision(AuditFormat format)
{
    private const string Journal = "0123456789abcdef0123456789abcdef";

    private static readonly AuditSinkRecord Record = RecordOfTheJournal();

    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private readonly AuditMapper _mapper = new(format, new() { Service = "orders", Host = "node-7" });

    public void Map(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _output.ResetWrittenCount();
            if (!_mapper.TryWrite(Record, Journal, _output))
            {
                throw new InvalidOperationException("The line was not taken for a record.");
            }
        }
    }

    private static AuditSinkRecord RecordOfTheJournal()
    {
        var (id, time) = (Guid.Parse("0193e3a2-7c4e-7d11-9b1f-0c8f5a6d7e21"), new DateTimeOffset(2026, 11, 22, 10, 15, 30, TimeSpan.Zero));
        var decision = new AuditDecision
        {
            Type = "access",
            Time = time,
            Outcome = AuditOutcome.Allowed,
            Caller = new() { User = new("corporate", "8f1d2c3b-customer-4711"), Client = "web" },
            Resource = "/orders/{id}",
            Action = "GET",
            TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
            ClientAddress = System.Net.IPAddress.Parse("203.0.113.7"),
        };
        var json = Encoding.ASCII.GetString(new AuditEncoder(DigestKey.OfProcess()).Encode(new(decision, AuditClass.Buffered), id));
        var hash = new string('4', 64);
        return new(17, id, Encoding.ASCII.GetBytes($$"""{"seq":17,"prev":"{{hash}}","wall":1795342530000000,"mono":5123456,{{json[1..^1]}},"hash":"{{hash}}"}"""));
    }
}
