namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>A file of a <see cref="SimulatedDisk"/>: it remembers each sector as it was after every write since the last flush.</summary>
internal sealed class SectorFile(Random chance)
{
    private const int Sector = 512;

    private readonly Dictionary<long, List<byte[]>> _unflushed = [];
    private readonly List<int> _lengths = [0];
    private byte[] _content = [];

    public int Length { get; private set; }

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

        content.CopyTo(_content, offset);
        Length = Math.Max(Length, end);
        _lengths.Add(Length);
        for (var sector = offset / Sector; sector * Sector < end; sector++)
        {
            _unflushed[sector].Add(SectorAt(sector));
        }
    }

    public void Cut(long length)
    {
        Length = (int)length;
        _lengths.Add(Length);
    }

    public void Flush()
    {
        _unflushed.Clear();
        _lengths.Clear();
        _lengths.Add(Length);

        // What was cut off is gone for good.
        _content.AsSpan(Length).Clear();
    }

    /// <summary>Loses what chance does not keep.</summary>
    public void Lose()
    {
        foreach (var (sector, states) in _unflushed)
        {
            states[chance.Next(states.Count)].CopyTo(_content, sector * Sector);
        }

        Length = _lengths[chance.Next(_lengths.Count)];
        Flush();
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
