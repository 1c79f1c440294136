using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Tells what a record is about by its type and code, which come from closed sets.</summary>
internal static class RecordKinds
{
    public static RecordKind Of(RecordReader record)
    {
        var type = record.Escaped(RecordMember.Type);
        if (type.SequenceEqual("audit.start"u8))
        {
            return RecordKind.Start;
        }

        if (type.SequenceEqual("audit.stop"u8))
        {
            return RecordKind.Stop;
        }

        if (type.StartsWith("detection."u8))
        {
            return RecordKind.Alert;
        }

        if (type.StartsWith("audit."u8) || type.StartsWith("journal."u8))
        {
            return RecordKind.Upkeep;
        }

        var isDenial = record.Is(RecordMember.Outcome, "denied"u8);
        return isDenial ? OfDenial(record, type) : RecordKind.Activity;
    }

    /// <summary>Whether somebody should look: the trail itself is in danger, or a rule has found something.</summary>
    public static bool IsGrave(RecordReader record) => Of(record) == RecordKind.Alert
        || record.Is(RecordMember.Type, "audit.lost"u8) || record.Is(RecordMember.Type, "journal.repair"u8);

    private static RecordKind OfDenial(RecordReader record, ReadOnlySpan<byte> type)
    {
        if (record.Is(RecordMember.Code, "credential_missing"u8) || record.Is(RecordMember.Code, "invalid_token"u8) || record.Is(RecordMember.Code, "step_up_required"u8)
            || type.SequenceEqual("headers.identity"u8) || type.SequenceEqual("certificate.forwarded"u8))
        {
            return RecordKind.Authentication;
        }

        return record.Is(RecordMember.Code, "insufficient_scope"u8) || record.Is(RecordMember.Code, "access_denied"u8)
            ? RecordKind.Authorization
            : RecordKind.Activity;
    }
}
