using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Benchmarks.Journal;

/// <summary>The same events written by the journal, 256 a commit, and as ready lines by a loop.</summary>
internal sealed class JournalSubject : IDisposable
{
    public const string PlainLoop = "plain loop: SHA-256 and 64 KiB writes";

    public const int Batch = 4096;

    private const int Commit = 256;
    private const int WriteBytes = 64 * 1024;
    private const long FileBytes = 64 * 1024 * 1024;

    private static readonly byte[] Event = Encoding.ASCII.GetBytes(
        """{"type":"access","id":"0193e3a2-7c4e-7d11-9b1f-0c8f5a6d7e21","time":"2026-11-22T10:15:30.1234567Z","outcome":"allowed","user":"8f1d2c3b-customer-4711","client":"web","resource":"/orders/{id}","action":"GET","request":"0HN8V3Q2K1L4M:00000007","trace":"4bf92f3577b34da6a3ce929d0e0e4736","address":"203.0.113.7"}""");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("journal-");
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[WriteBytes];
    private readonly byte[] _line;
    private readonly int _hashed;
    private readonly JournalAppender _journal;
    private readonly SafeFileHandle _plain;
    private readonly DiskJournalFolder _folder;
    private long _offset;

    public JournalSubject()
    {
        var path = Path.Combine(_directory.FullName, "audit");
        _folder = new(path);
        _journal = JournalOpening.Open(new UnflushedFolder(_folder), new() { SegmentBytes = FileBytes }).Journal
            ?? throw new InvalidOperationException("The journal cannot be opened.");
        _plain = File.OpenHandle(Path.Combine(_directory.FullName, "plain"), FileMode.CreateNew, FileAccess.Write, preallocationSize: FileBytes);
        (_line, _hashed) = LineOfTheJournal(path);
    }

    public void WriteJournal(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            _ = _journal.Append(Event, required: true);
            if (i % Commit == 0 || i == count)
            {
                Require(_journal.Commit().Succeeded);
            }
        }
    }

    /// <summary>What any chain has to do: hash each line, and write it.</summary>
    public void WriteLines(int count)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var used = 0;
        for (var i = 0; i < count; i++)
        {
            _hash.AppendData(_line.AsSpan(0, _hashed));
            _hash.GetHashAndReset(hash);
            if (_buffer.Length - used < _line.Length)
            {
                Write(used);
                used = 0;
            }

            _line.CopyTo(_buffer, used);
            used += _line.Length;
        }

        Write(used);
    }

    /// <summary>Both write into the same space again: the loop from the start of its file, the journal into new segments.</summary>
    public void Rewind()
    {
        if (_offset + (Batch * (long)_line.Length) > FileBytes)
        {
            _offset = 0;
        }

        foreach (var segment in SegmentName.Among(_folder.List()).Where(segment => segment < _journal.SegmentNumber))
        {
            _folder.Delete(SegmentName.Of(segment));
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
        _plain.Dispose();
        _hash.Dispose();
        _directory.Delete(recursive: true);
    }

    private static void Require(bool held)
    {
        if (!held)
        {
            throw new InvalidOperationException("The journal did not take what it was given.");
        }
    }

    private (byte[] Line, int Hashed) LineOfTheJournal(string path)
    {
        WriteJournal(Commit);
        using var stream = new FileStream(Path.Combine(path, SegmentName.Of(1)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = Encoding.ASCII.GetBytes(reader.ReadToEnd().Split('\n')[^2] + "\n");
        return (line, line.AsSpan().LastIndexOf(JournalFormat.HashPart));
    }

    private void Write(int bytes)
    {
        RandomAccess.Write(_plain, _buffer.AsSpan(0, bytes), _offset);
        _offset += bytes;
    }
}
