using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Whether an action is a method of HTTP (RFC 9110 §9, RFC 5789), and what it does.</summary>
internal static class HttpMethods
{
    public static bool Is(RecordReader record) => record.Escaped(RecordMember.Action) switch
    {
        var method => method.SequenceEqual("GET"u8) || method.SequenceEqual("HEAD"u8) || method.SequenceEqual("POST"u8) || method.SequenceEqual("PUT"u8)
            || method.SequenceEqual("PATCH"u8) || method.SequenceEqual("DELETE"u8) || method.SequenceEqual("OPTIONS"u8) || method.SequenceEqual("CONNECT"u8)
            || method.SequenceEqual("TRACE"u8),
    };

    /// <summary>The OCSF activity: Create, Read, Update, Delete or Other.</summary>
    public static int ActivityOf(RecordReader record) => record.Escaped(RecordMember.Action) switch
    {
        var method when method.SequenceEqual("POST"u8) => 1,
        var method when method.SequenceEqual("GET"u8) || method.SequenceEqual("HEAD"u8) => 2,
        var method when method.SequenceEqual("PUT"u8) || method.SequenceEqual("PATCH"u8) => 3,
        var method when method.SequenceEqual("DELETE"u8) => 4,
        _ => 99,
    };
}
