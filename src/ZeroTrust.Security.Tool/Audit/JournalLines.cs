using System.Text;

namespace ZeroTrust.Security.Tool.Audit;

/// <summary>The lines of a journal in order, as any reader of the files sees them. Nothing is verified here.</summary>
internal sealed class JournalLines(DirectoryInfo directory)
{
    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);

    /// <summary>The whole lines that were not read before. One that is being written is left for the next time.</summary>
    public IEnumerable<string> ReadNew()
    {
        foreach (var file in directory.GetFiles("audit-*.jsonl").OrderBy(static file => file.Name, StringComparer.Ordinal))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = Math.Min(_read.GetValueOrDefault(file.Name), stream.Length);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var at = stream.Position;
            while (ReadWhole(reader) is { } line)
            {
                at += line.Length + 1;
                _read[file.Name] = at;
                yield return line;
            }
        }
    }

    private static string? ReadWhole(StreamReader reader)
    {
        var line = new StringBuilder();
        while (reader.Read() is >= 0 and var next)
        {
            if (next == '\n')
            {
                return line.ToString();
            }

            line.Append((char)next);
        }

        return null;
    }
}
