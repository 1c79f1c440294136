using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The signed heads beside the journal, one a line, so that the machine itself has them too.</summary>
internal static class CheckpointFile
{
    public const string Name = "checkpoints.jws";

    /// <summary>The lines that are whole. The last one may be torn: it is signed again soon.</summary>
    public static IReadOnlyList<string> Read(IJournalFolder folder)
    {
        if (!folder.List().Contains(Name, StringComparer.Ordinal))
        {
            return [];
        }

        using var file = folder.Open(Name, writable: false);
        var reader = new SegmentReader(file, 0, file.GetLength());
        var lines = new List<string>();
        while (reader.TryRead(out var line))
        {
            if (reader.Terminated && line.Length > 0 && !line.Contains((byte)0))
            {
                lines.Add(Encoding.ASCII.GetString(line));
            }
        }

        return lines;
    }

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
}
