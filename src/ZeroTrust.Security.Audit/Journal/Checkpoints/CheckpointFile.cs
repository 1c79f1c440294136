using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The signed heads beside the journal, one a line, so that the machine itself has them too.</summary>
internal static class CheckpointFile
{
    public const string Name = "checkpoints.jws";

    private const string NewName = "checkpoints.new";

    // Some hundred heads.
    private const int EndBytes = 64 * 1024;

    /// <summary>The lines that are whole. The last one may be torn: it is signed again soon.</summary>
    public static IReadOnlyList<string> Read(IJournalFolder folder) => Read(folder, int.MaxValue);

    /// <summary>The last of them: what a start asks for stands there, however long the file is.</summary>
    public static IReadOnlyList<string> ReadLast(IJournalFolder folder) => Read(folder, EndBytes);

    /// <summary>Adds a line behind the last whole one.</summary>
    public static void Append(IJournalFolder folder, string jws)
    {
        var isNew = !folder.List().Contains(Name, StringComparer.Ordinal);
        using var file = isNew ? folder.Create(Name, 0) : folder.Open(Name, writable: true);
        var length = file.GetLength();
        var last = new byte[1];
        var torn = length > 0 && (file.Read(last, length - 1) != 1 || last[0] != (byte)'\n');
        file.Write(Encoding.ASCII.GetBytes($"{(torn ? "\n" : "")}{jws}\n"), length);
        file.Flush();
        if (isNew)
        {
            folder.FlushEntries();
        }
    }

    /// <summary>
    /// Forgets the heads of records that were deleted: nothing is left to hold them against. The last one stays, and whatever is no head, for the verifier to find.
    /// </summary>
    /// <param name="folder">The journal's files.</param>
    /// <param name="retired">The last record that was deleted.</param>
    public static void Forget(IJournalFolder folder, long retired)
    {
        var heads = Read(folder);
        var kept = heads.Where((jws, i) => i == heads.Count - 1 || (CheckpointFormat.Read(jws)?.Record ?? long.MaxValue) > retired).ToList();
        if (kept.Count == heads.Count)
        {
            return;
        }

        folder.Delete(NewName);
        using (var file = folder.Create(NewName, 0))
        {
            file.Write(Encoding.ASCII.GetBytes(string.Concat(kept.Select(static jws => jws + "\n"))), 0);
            file.Flush();
        }

        folder.Rename(NewName, Name);
        folder.FlushEntries();
    }

    private static List<string> Read(IJournalFolder folder, int bytes)
    {
        if (!folder.List().Contains(Name, StringComparer.Ordinal))
        {
            return [];
        }

        using var file = folder.Open(Name, writable: false);
        var length = file.GetLength();
        var reader = new SegmentReader(file, Math.Max(0, length - bytes), length);
        var lines = new List<string>();
        if (length > bytes)
        {
            // The end of one that began before.
            reader.TryRead(out _);
        }

        while (reader.TryRead(out var line))
        {
            if (reader.Terminated && line.Length > 0 && !line.Contains((byte)0))
            {
                lines.Add(Encoding.ASCII.GetString(line));
            }
        }

        return lines;
    }
}
