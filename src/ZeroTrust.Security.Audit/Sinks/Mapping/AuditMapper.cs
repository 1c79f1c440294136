using System.Buffers;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security;

/// <summary>
/// Writes records of the journal in the form that another system reads: printable ASCII on one line, in which no text of a record can add or end a field.
/// The built-in sinks use it, and so may yours. For one thread at a time.
/// </summary>
public sealed class AuditMapper
{
    private readonly RecordReader _reader = new();
    private readonly IRecordForm _form;

    /// <summary>Makes a mapper.</summary>
    /// <param name="format">The form.</param>
    /// <param name="mapping">What it says beside the record; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="format"/> is none of the forms.</exception>
    public AuditMapper(AuditFormat format, AuditMapping? mapping = null)
    {
        var facts = new RecordSource(mapping ?? new());
        Format = format;
        _form = format switch
        {
            AuditFormat.Journal => new JournalForm(),
            AuditFormat.Ecs => new EcsForm(facts),
            AuditFormat.Ocsf => new OcsfForm(facts),
            AuditFormat.Cef => new CefForm(facts),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "None of the forms."),
        };
    }

    /// <summary>The form.</summary>
    /// <value>As given.</value>
    public AuditFormat Format { get; }

    /// <summary>Writes a record, without a line's end.</summary>
    /// <param name="record">The record.</param>
    /// <param name="journal">The name of its journal.</param>
    /// <param name="output">Where to.</param>
    /// <returns>
    /// <see langword="false"/>, and nothing is written, where the line is no record: other than printable ASCII, no JSON object, without a type or a time, or with a member twice.
    /// The journal writes no such lines.
    /// </returns>
    public bool TryWrite(in AuditSinkRecord record, string journal, IBufferWriter<byte> output) => TryWrite(record, journal, output, brief: false);

    /// <summary>The same, at wish without what the application said beside the fixed members: those are short.</summary>
    internal bool TryWrite(in AuditSinkRecord record, string journal, IBufferWriter<byte> output, bool brief)
    {
        ArgumentException.ThrowIfNullOrEmpty(journal);
        ArgumentNullException.ThrowIfNull(output);
        if (!_reader.TryRead(record.Line))
        {
            return false;
        }

        _form.Write(new(_reader, record, journal, brief), output);
        return true;
    }
}
