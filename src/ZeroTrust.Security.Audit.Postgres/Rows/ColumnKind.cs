namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>How a member of a line becomes the value of a column.</summary>
internal enum ColumnKind
{
    Text = 0,
    Time,
    Address,
    Boolean,
    Id,
    Json,
}
