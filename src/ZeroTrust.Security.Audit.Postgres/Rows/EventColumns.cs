namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>The columns of <c>zerotrust_audit.events</c> that a writer fills, in the order of the rows: what every record has, the members, the line.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<Column> OfMembers { get; } =
    [
        new("type", "type", ColumnKind.Text),
        new("time", "time", ColumnKind.Time),
        new("class", "class", ColumnKind.Text),
        new("outcome", "outcome", ColumnKind.Text),
        new("user", "user_id", ColumnKind.Text),
        new("issuer", "user_issuer", ColumnKind.Text),
        new("service", "service", ColumnKind.Text),
        new("service_issuer", "service_issuer", ColumnKind.Text),
        new("through", "through", ColumnKind.Text),
        new("client", "client", ColumnKind.Text),
        new("tenant", "tenant", ColumnKind.Text),
        new("resource", "resource", ColumnKind.Text),
        new("action", "action", ColumnKind.Text),
        new("code", "code", ColumnKind.Text),
        new("reason", "reason", ColumnKind.Text),
        new("unverified_issuer", "unverified_issuer", ColumnKind.Text),
        new("unverified_key_id", "unverified_key_id", ColumnKind.Text),
        new("request_id", "request_id", ColumnKind.Text),
        new("connection_id", "connection_id", ColumnKind.Text),
        new("trace_id", "trace_id", ColumnKind.Text),
        new("client_ip", "client_ip", ColumnKind.Address),
        new("forwarded_ip", "forwarded_ip", ColumnKind.Address),
        new("repeated", "repeated", ColumnKind.Boolean),
        new("intent", "intent", ColumnKind.Id),
        new("details", "details", ColumnKind.Json),
    ];

    /// <summary>How many columns a row has.</summary>
    public static int Count => OfMembers.Count + OfEach.Length + 1;

    /// <summary>All, as they stand in a statement.</summary>
    public static string List { get; } = string.Join(", ", [.. OfEach.Select(static column => column.Name), .. OfMembers.Select(static column => column.Name), "line"]);

    /// <summary>All with their types, as a table of its own has them.</summary>
    public static string Definitions { get; } = string.Join(
        ", ", [.. OfEach.Select(static column => $"{column.Name} {column.Type}"), .. OfMembers.Select(static column => $"{column.Name} {TypeOf(column.Kind)}"), "line text"]);

    private static (string Name, string Type)[] OfEach => [("journal", "uuid"), ("seq", "bigint"), ("recorded_at", "timestamptz"), ("id", "uuid")];

    /// <summary>Which column holds a member; -1 where none does.</summary>
    public static int IndexOf(ReadOnlySpan<byte> member)
    {
        for (var i = 0; i < OfMembers.Count; i++)
        {
            if (member.SequenceEqual(OfMembers[i].Member))
            {
                return i;
            }
        }

        return -1;
    }

    private static string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Time => "timestamptz",
        ColumnKind.Address => "inet",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Id => "uuid",
        ColumnKind.Json => "jsonb",
        _ => "text",
    };
}
