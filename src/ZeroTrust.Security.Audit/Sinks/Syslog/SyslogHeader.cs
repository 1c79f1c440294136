using System.Globalization;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What stands before a message's text (RFC 5424 §6).</summary>
internal sealed class SyslogHeader
{
    private const int Critical = 2;
    private const int Error = 3;
    private const int Warning = 4;
    private const int Informational = 6;

    // RFC 5424 §7.3.1: from 1, and again from 1 after the most there is.
    private const long MaxSequence = int.MaxValue;

    private readonly int _facility;
    private readonly int? _enterprise;
    private readonly string _origin;

    public SyslogHeader(int facility, int? enterprise, AuditMapping mapping)
    {
        (_facility, _enterprise) = (facility, enterprise);
        _origin = $"{Field(mapping.Host, 255)} {Field(mapping.Service, 48)} {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The header of a record's message, with the space behind it.</summary>
    public string Of(RecordReader reader, in AuditSinkRecord record, string journal)
    {
        var time = reader.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var type = Field(System.Text.Encoding.ASCII.GetString(reader.Escaped(RecordMember.Type)), 32);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<{(_facility * 8) + SeverityOf(reader)}>1 {time} {_origin} {type} [meta sequenceId=\"{((record.Number - 1) % MaxSequence) + 1}\"]{Own(reader, record, journal)} ");
    }

    private string Own(RecordReader reader, in AuditSinkRecord record, string journal) => _enterprise is not { } number ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"[zerotrust@{number} id=\"{record.Id:D}\" seq=\"{record.Number}\" journal=\"{Value(journal)}\" hash=\"{Value(System.Text.Encoding.ASCII.GetString(reader.Escaped(RecordMember.Hash)))}\"]");

    private static int SeverityOf(RecordReader record) => record switch
    {
        _ when RecordKinds.IsGrave(record) => Critical,
        _ when record.Is(RecordMember.Outcome, "failed"u8) || record.Is(RecordMember.Outcome, "unknown"u8) => Error,
        _ when record.Is(RecordMember.Outcome, "denied"u8) => Warning,
        _ => Informational,
    };

    // Printable ASCII without a space, or '-' for none.
    private static string Field(string? text, int most)
    {
        var field = string.Concat((text ?? "").Take(most).Select(static c => c is > ' ' and <= '~' ? c : '_'));
        return field.Length == 0 ? "-" : field;
    }

    // RFC 5424 §6.3.3: three characters are escaped.
    private static string Value(string text) => string.Concat(text.Select(static c => c is '"' or '\\' or ']' ? $"\\{c}" : c is >= ' ' and <= '~' ? $"{c}" : "_"));
}
