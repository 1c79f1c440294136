using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Tests.Trail;

public sealed class AuditRingTests
{
    [Fact]
    public void Full_KeepsPlacesForWhatIsRequired()
    {
        var ring = new AuditRing(64);
        var (bearable, required) = (0, 0);
        while (ring.TryAdd(Record(0), null) >= 0)
        {
            bearable++;
        }

        while (ring.TryAdd(Record(0), new()) >= 0)
        {
            required++;
        }

        Assert.Equal((56, 8), (bearable, required));
    }

    [Fact]
    public void Threads_LoseNothing_AndKeepTheirOrder()
    {
        const int Threads = 4;
        const int Each = 20_000;
        var ring = new AuditRing(64);
        var producers = Enumerable.Range(0, Threads).Select(thread => new Thread(() => Produce(ring, thread * Each, Each))).ToList();
        producers.ForEach(static producer => producer.Start());

        var next = Enumerable.Range(0, Threads).Select(static thread => thread * Each).ToArray();
        var idle = default(SpinWait);
        var taken = 0;
        while (taken < Threads * Each)
        {
            if (!ring.HasNext)
            {
                idle.SpinOnce();
                continue;
            }

            var number = (int)ring.Next.Decision.Time.Ticks;
            ring.Release();
            Assert.Equal(next[number / Each]++, number);
            taken++;
        }

        Assert.False(ring.HasNext);
    }

    [Fact]
    public void Adding_AllocatesNothing()
    {
        var ring = new AuditRing(1024);
        var record = Record(1);
        ring.TryAdd(record, null);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++)
        {
            ring.TryAdd(record, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Produce(AuditRing ring, int first, int count)
    {
        var spin = default(SpinWait);
        for (var i = first; i < first + count; i++)
        {
            while (ring.TryAdd(Record(i), null) < 0)
            {
                spin.SpinOnce();
            }
        }
    }

    private static AuditRecord Record(int number) =>
        new(new() { Type = "access", Time = new(number, TimeSpan.Zero), Outcome = AuditOutcome.Allowed }, AuditClass.Buffered);
}
