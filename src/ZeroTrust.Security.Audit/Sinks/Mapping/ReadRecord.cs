using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>A record that was taken apart.</summary>
/// <param name="Reader">Its members.</param>
/// <param name="Record">What the sink was handed.</param>
/// <param name="Journal">The name of its journal.</param>
/// <param name="Brief">Whether to leave out what is long.</param>
internal readonly record struct ReadRecord(RecordReader Reader, AuditSinkRecord Record, string Journal, bool Brief)
{
    /// <summary>Where the request came from first: what a trusted proxy said, or else the socket's other end.</summary>
    public RecordMember Origin => !Reader.Address(RecordMember.ForwardedIp).IsEmpty ? RecordMember.ForwardedIp : RecordMember.ClientIp;

    /// <summary>What it was about.</summary>
    public RecordKind Kind => RecordKinds.Of(Reader);
}
