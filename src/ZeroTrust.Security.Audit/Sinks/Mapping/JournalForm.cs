using System.Buffers;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The line as it stands in the journal.</summary>
internal sealed class JournalForm : IRecordForm
{
    public void Write(in ReadRecord record, IBufferWriter<byte> output) => output.Write(record.Reader.Line);
}
