namespace ZeroTrust.Security;

/// <summary>One record of the journal.</summary>
/// <param name="Number">Its number in the journal, from 1 and without gaps.</param>
/// <param name="Id">Names it once and for all, over every delivery: the <c>id</c> of the event, or for a record without one a part of its hash.</param>
/// <param name="Line">Its line as it stands in the journal, one JSON object in printable ASCII, without the line's end.</param>
public readonly record struct AuditSinkRecord(long Number, Guid Id, ReadOnlyMemory<byte> Line);
