using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Keeps a sink's place beside the journal: <c>sink-NAME.cursor</c>, replaced whole, and on disk when <see cref="Save"/> returns.</summary>
/// <param name="folder">The journal's files.</param>
/// <param name="sink">The sink's name.</param>
internal sealed class SinkCursorFile(IJournalFolder folder, string sink)
{
    private const int MaxBytes = 1024;

    private readonly string _name = $"sink-{sink}.cursor";
    private readonly string _next = $"sink-{sink}.cursor.next";

    /// <summary>The place; <see cref="SinkCursor.None"/> where there is none yet, null where what is there is none.</summary>
    public SinkCursor? Load()
    {
        if (!folder.List().Contains(_name, StringComparer.Ordinal))
        {
            return SinkCursor.None;
        }

        using var file = folder.Open(_name, writable: false);
        Span<byte> content = stackalloc byte[MaxBytes];
        return SinkCursor.Read(content[..file.Read(content, 0)]);
    }

    public void Save(SinkCursor cursor)
    {
        folder.Delete(_next);
        using (var file = folder.Create(_next, 0))
        {
            file.Write(cursor.Write(), 0);
            file.Flush();
        }

        folder.Rename(_next, _name);
        folder.FlushEntries();
    }
}
