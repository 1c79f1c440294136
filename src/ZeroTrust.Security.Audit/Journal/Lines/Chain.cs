using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Follows records from one to the next. For one thread.</summary>
/// <param name="hasher">How they are bound; null where the key is not at hand, and then only what each record says of the one before is looked at.</param>
internal sealed class Chain(LineHasher? hasher)
{
    private readonly byte[] _hash = JournalFormat.NoHash.ToArray();
    private readonly byte[] _before = JournalFormat.NoHash.ToArray();

    // A chain that begins in the middle takes the first record's word for what was before.
    private bool _begun;

    public long Seq { get; private set; }

    public ReadOnlySpan<byte> Hash => _hash;

    public JournalHead Head => new(Seq, Encoding.ASCII.GetString(_hash));

    /// <summary>The record before the last one.</summary>
    public JournalHead Before => new(Seq - 1, Encoding.ASCII.GetString(_before));

    public static bool IsWhole(LineHasher? hasher, ReadOnlySpan<byte> text, out JournalLine line)
    {
        Span<byte> hash = stackalloc byte[JournalFormat.HashChars];
        if (!JournalLine.TryRead(text, out line))
        {
            return false;
        }

        if (hasher is null)
        {
            return true;
        }

        hasher.Hash(line.Hashed, hash);
        return hash.SequenceEqual(line.Hash);
    }

    /// <summary>Begins behind a record that is known.</summary>
    public void Begin(JournalHead head)
    {
        Encoding.ASCII.GetBytes(head.Hash, _hash);
        Seq = head.Seq;
        _begun = true;
    }

    /// <summary>Whether a line is whole and the next record.</summary>
    public bool Follows(ReadOnlySpan<byte> text) =>
        IsWhole(hasher, text, out var line) && (!_begun || (line.Seq == Seq + 1 && line.Previous.SequenceEqual(_hash)));

    /// <summary>Goes on to a record that follows.</summary>
    /// <returns>What it says was on disk; negative where it says nothing, as it is not the first of a commit.</returns>
    public long Take(ReadOnlySpan<byte> text)
    {
        if (!JournalLine.TryRead(text, out var line))
        {
            return -1;
        }

        line.Previous.CopyTo(_before);
        line.Hash.CopyTo(_hash);
        Seq = line.Seq;
        _begun = true;
        return line.Flushed;
    }
}
