namespace ZeroTrust.Security.Audit.Events;

/// <summary>The words of the closed lists, as records spell them.</summary>
internal static class AuditWords
{
    public static ReadOnlySpan<byte> Of(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Denied => "denied"u8,
        AuditOutcome.Allowed => "allowed"u8,
        AuditOutcome.Failed => "failed"u8,
        AuditOutcome.Started => "started"u8,
        _ => "unknown"u8,
    };

    public static string Of(AuditClass auditClass) => auditClass switch
    {
        AuditClass.Required => "required",
        AuditClass.Buffered => "buffered",
        _ => "best_effort",
    };

    /// <summary>The same as bytes.</summary>
    public static ReadOnlySpan<byte> BytesOf(AuditClass auditClass) => auditClass switch
    {
        AuditClass.Required => "required"u8,
        AuditClass.Buffered => "buffered"u8,
        _ => "best_effort"u8,
    };
}
