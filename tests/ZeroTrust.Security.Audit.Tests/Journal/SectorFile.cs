namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>A file of a <see cref="SimulatedDisk"/>: it remembers each sector as it was after every write since the last flush.</summary>
internal sealed class SectorFile(Random chance)
{
    private const int Sector = 512;

    private readonly Dictionary<long, List<byte[]>> _unflushed = [];
    private readonly List<int> _lengths = [0];
    private byte[] _content = [];

    private readonly HashSet<long> _forgotten = [];
    private bool _lengthForgotten;

    public int Length { get; private set; }

    /// <summary>How far it can grow on a full disk.</summary>
    public long SetAside { get; init; }

    public byte[] Content => _content[..Length];

    public int Read(Span<byte> target, long offset)
    {
        var count = (int)Math.Clamp(Length - offset, 0, target.Length);
        _content.AsSpan((int)offset, count).CopyTo(target);
        return count;
    }

    public void Write(byte[] content, long offset)
    {
        var end = (int)offset + content.Length;
        Reserve(end);
        for (var sector = offset / Sector; sector * Sector < end; sector++)
        {
            Remember(sector);
        }

        // What is written again is brought to the disk by the next flush again.
        _lengthForgotten &= end < Length;
        content.CopyTo(_content, offset);
        Length = Math.Max(Length, end);
        _lengths.Add(Length);
        for (var sector = offset / Sector; sector * Sector < end; sector++)
        {
            _forgotten.Remove(sector);
            _unflushed[sector].Add(SectorAt(sector));
        }
    }

    public void Cut(long length)
    {
        Length = (int)length;
        _lengths.Add(Length);
    }

    /// <summary>What a failed flush leaves: the system takes what was written for clean, and no later flush brings it to the disk.</summary>
    public void FailFlush()
    {
        _forgotten.UnionWith(_unflushed.Keys);
        _lengthForgotten = true;
    }

    public void Flush()
    {
        foreach (var sector in _unflushed.Keys.Except(_forgotten).ToList())
        {
            _unflushed.Remove(sector);
        }

        if (!_lengthForgotten)
        {
            SettleLength();
        }
    }

    /// <summary>Loses what chance does not keep.</summary>
    public void Lose()
    {
        foreach (var (sector, states) in _unflushed)
        {
            states[chance.Next(states.Count)].CopyTo(_content, sector * Sector);
        }

        Length = _lengths[chance.Next(_lengths.Count)];
        _forgotten.Clear();
        _unflushed.Clear();
        _lengthForgotten = false;
        SettleLength();
    }

    private void SettleLength()
    {
        _lengths.Clear();
        _lengths.Add(Length);

        // What was cut off is gone for good.
        _content.AsSpan(Length).Clear();
    }

    private void Reserve(int end)
    {
        var whole = (end + Sector - 1) / Sector * Sector;
        if (_content.Length < whole)
        {
            Array.Resize(ref _content, Math.Max(whole, _content.Length * 2));
        }
    }

    private void Remember(long sector)
    {
        if (!_unflushed.ContainsKey(sector))
        {
            _unflushed[sector] = [SectorAt(sector)];
        }
    }

    private byte[] SectorAt(long sector) => _content.AsSpan((int)(sector * Sector), Sector).ToArray();
}
