using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.ConformanceTests.Verdicts;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Text;

/// <summary>The text vectors as fields of audit records, in each form they are shipped in.</summary>
public sealed class AuditMapperVectorTests(ITestOutputHelper output)
{
    private readonly AuditEncoder _encoder = new(DigestKey.OfProcess());

    public static TheoryData<AuditFormat> Forms => [AuditFormat.Journal, AuditFormat.Ecs, AuditFormat.Ocsf, AuditFormat.Cef];

    [VectorTheory]
    [MemberData(nameof(Forms))]
    public void NaughtyString_InAuditRecord_IsOnePrintableLineUnlikeEveryOther(AuditFormat format)
    {
        var run = new VectorRun($"naughty-strings/blns.json (shipped as {format})", 515, output);
        using var document = VectorFolder.Read("naughty-strings/blns.json");
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, index) in document.RootElement.EnumerateArray().Select(static (element, index) => (element.GetString()!, index)))
        {
            Ship(run, format, index.ToString(CultureInfo.InvariantCulture), text, seen);
        }

        run.Finish();
    }

    [VectorTheory]
    [MemberData(nameof(Forms))]
    public void Utf8Sequence_InAuditRecord_IsOnePrintableLineUnlikeEveryOther(AuditFormat format)
    {
        var run = new VectorRun($"utf8/utf8tests.json (shipped as {format})", 216, output);
        using var document = VectorFolder.Read("utf8/utf8tests.json");
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            // Bytes that are no text never come this far; as text of one character a byte they stay apart.
            var bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var text = vector.GetProperty("valid").GetBoolean() ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
            Ship(run, format, vector.GetProperty("id").GetString()!, text, seen);
        }

        run.Finish();
    }

    private void Ship(VectorRun run, AuditFormat format, string id, string text, Dictionary<string, string> seen)
    {
        var line = "";
        run.Case(id, text.Length, label: true, () =>
        {
            line = Map(format, text);
            return RecordedLines.IsOnePrintableLine(line) ? Answer.Accept : Answer.Reject("line with other than printable ASCII");
        });
        if (seen.GetValueOrDefault(line, text) != text || (format != AuditFormat.Cef && !JsonDocument.Parse(line).RootElement.EnumerateObject().Any()))
        {
            run.Fault(id, $"became {line}");
        }

        seen[line] = text;
    }

    private string Map(AuditFormat format, string text)
    {
        var auditEvent = new AuditEvent { Type = "view", Outcome = AuditOutcome.Allowed, Caller = new() { User = new("vectors", text) }, Details = [new("note", text)] };
        var json = _encoder.Encode(AuditRecord.Of(auditEvent, AuditClass.Required, DateTimeOffset.UnixEpoch.AddDays(1)), Guid.Empty).ToArray();
        var mapped = new ArrayBufferWriter<byte>();
        Assert.True(new AuditMapper(format, new() { KeepLine = false }).TryWrite(new(1, Guid.Empty, json), "vectors", mapped));
        return Encoding.UTF8.GetString(mapped.WrittenSpan);
    }
}
