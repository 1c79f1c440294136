using System.Buffers;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>One way to write a record. For one thread.</summary>
internal interface IRecordForm
{
    void Write(in ReadRecord record, IBufferWriter<byte> output);
}
