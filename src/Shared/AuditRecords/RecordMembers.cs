using System.Text.Json;

namespace ZeroTrust.Security.AuditRecords;

/// <summary>How the members are spelled, and of what type they are.</summary>
internal static class RecordMembers
{
    // In the order of RecordMember.
    private static readonly byte[][] Names =
    [
        [.. "seq"u8], [.. "prev"u8], [.. "wall"u8], [.. "mono"u8], [.. "flushed"u8], [.. "type"u8], [.. "id"u8], [.. "time"u8], [.. "class"u8], [.. "outcome"u8],
        [.. "user"u8], [.. "issuer"u8], [.. "service"u8], [.. "service_issuer"u8], [.. "through"u8], [.. "client"u8], [.. "tenant"u8], [.. "resource"u8], [.. "action"u8], [.. "code"u8],
        [.. "reason"u8], [.. "unverified_issuer"u8], [.. "unverified_key_id"u8], [.. "request_id"u8], [.. "connection_id"u8], [.. "trace_id"u8], [.. "client_ip"u8],
        [.. "forwarded_ip"u8], [.. "intent"u8], [.. "details"u8], [.. "hash"u8],
    ];

    public static int Count => Names.Length;

    public static ReadOnlySpan<byte> NameOf(RecordMember member) => Names[(int)member];

    /// <summary>Which member the reader stands at; null for one without a meaning here.</summary>
    public static RecordMember? Find(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i]))
            {
                return (RecordMember)i;
            }
        }

        return null;
    }

    /// <summary>Whether a value of this type can be that member's.</summary>
    public static bool Takes(RecordMember member, JsonTokenType type) => member switch
    {
        RecordMember.Seq or RecordMember.Wall or RecordMember.Mono or RecordMember.Flushed => type == JsonTokenType.Number,
        RecordMember.Details => type == JsonTokenType.StartObject,
        _ => type == JsonTokenType.String,
    };
}
