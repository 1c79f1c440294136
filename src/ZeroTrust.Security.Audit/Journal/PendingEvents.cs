using System.Runtime.InteropServices;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The events that are not on disk yet, kept until they are. For one thread.</summary>
internal sealed class PendingEvents
{
    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[64 * 1024];

    public int Count => _entries.Count;

    public int Bytes { get; private set; }

    public void Add(ReadOnlySpan<byte> json, bool required)
    {
        if (_bytes.Length - Bytes < json.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Bytes + json.Length));
        }

        json.CopyTo(_bytes.AsSpan(Bytes));
        _entries.Add(new(Bytes, json.Length, required));
        Bytes += json.Length;
    }

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var entry = _entries[index];
            return _bytes.AsSpan(entry.Start, entry.Length);
        }
    }

    public void Clear()
    {
        _entries.Clear();
        Bytes = 0;
    }

    /// <summary>Takes the required ones out: whoever waited for them is told no.</summary>
    /// <returns>How many they were.</returns>
    public int WithdrawRequired()
    {
        var kept = 0;
        Bytes = 0;
        foreach (var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (!entry.Required)
            {
                _bytes.AsSpan(entry.Start, entry.Length).CopyTo(_bytes.AsSpan(Bytes));
                _entries[kept++] = entry with { Start = Bytes };
                Bytes += entry.Length;
            }
        }

        var withdrawn = _entries.Count - kept;
        _entries.RemoveRange(kept, withdrawn);
        return withdrawn;
    }

    private readonly record struct Entry(int Start, int Length, bool Required);
}
