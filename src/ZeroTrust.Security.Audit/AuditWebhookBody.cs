namespace ZeroTrust.Security;

/// <summary>How the records of one call stand in its body.</summary>
public enum AuditWebhookBody
{
    /// <summary>One JSON array: <c>application/json</c>.</summary>
    Array = 0,

    /// <summary>A line each: <c>application/x-ndjson</c>, or <c>text/plain</c> for CEF.</summary>
    Lines = 1,
}
