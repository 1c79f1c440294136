using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Tests.Events;

public sealed class EventIdsTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly EventIds _ids = new();

    [Fact]
    public void Next_IsOfVersion7_AndBeginsWithTheTime()
    {
        var id = Next(Time);

        Assert.Equal((7, 8), (id.Version, id.Variant & 0xC));
        Assert.Equal(Guid.CreateVersion7(Time).ToString("N")[..12], id.ToString("N")[..12]);
    }

    [Fact]
    public void Next_IsNeverTheSame()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => Next(Time)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    /// <summary>Each random bit is either in some id: none is fixed but those of version and variant.</summary>
    [Fact]
    public void Next_IsRandomInEveryBitThatMayBe()
    {
        var (ones, zeros) = (UInt128.Zero, UInt128.Zero);
        for (var i = 0; i < 1_000; i++)
        {
            var bits = UInt128.Parse(Next(Time).ToString("N"), System.Globalization.NumberStyles.HexNumber, null);
            (ones, zeros) = (ones | bits, zeros | ~bits);
        }

        var random = (UInt128.One << 80) - 1 & ~((UInt128)0xF << 76) & ~((UInt128)0x3 << 62);
        Assert.Equal(random, ones & zeros);
    }

    [Fact]
    public void Next_OfALaterTime_IsGreater() =>
        Assert.True(string.CompareOrdinal(Next(Time).ToString(), Next(Time.AddMilliseconds(1)).ToString()) < 0);

    [Fact]
    public void Next_AllocatesNothing()
    {
        Next(Time);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Next(Time);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private Guid Next(DateTimeOffset time)
    {
        _ids.SetTime(time);
        return _ids.Next();
    }
}
