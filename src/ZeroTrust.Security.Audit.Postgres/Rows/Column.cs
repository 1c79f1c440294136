using System.Text;

namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>A column that holds a member of the line.</summary>
/// <param name="member">The member.</param>
/// <param name="name">The column.</param>
/// <param name="kind">Its type.</param>
internal sealed class Column(string member, string name, ColumnKind kind)
{
    public byte[] Member { get; } = Encoding.ASCII.GetBytes(member);

    public string Name => name;

    public ColumnKind Kind => kind;
}
