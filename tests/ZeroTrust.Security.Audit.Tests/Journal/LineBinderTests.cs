using System.Runtime.CompilerServices;
using System.Text;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

public sealed class LineBinderTests
{
    private static readonly JournalHead Head = new(7, new('a', JournalFormat.HashChars));

    /// <summary>Whoever binds, and however many blocks it takes, the lines are those of one chain behind the head.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ManyBlocks_AreOneChain_WhoeverBindsThem(bool ahead)
    {
        using var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, ahead ? new SystemProcessors() : null);
        var pending = new PendingLines(binder);
        var chance = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var events = Enumerable.Range(0, chance.Next(1, 400)).Select(i => Event(i, chance.Next(1, 5_000))).ToList();
            Fill(pending, events);

            Assert.Equal(events, Written(binder, pending));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsBeingBound_IsLeft_WhenAllBeginsAnew(bool ahead)
    {
        using var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, ahead ? new SystemProcessors() : null);
        var pending = new PendingLines(binder);
        for (var round = 0; round < 200; round++)
        {
            // Blocks of the round before are used again at once, while another thread may still be at them.
            Fill(pending, [.. Enumerable.Range(0, 20 + (round % 7)).Select(i => Event(i, 15_000))]);
        }

        var events = Enumerable.Range(0, 50).Select(static i => Event(1_000 + i, 9_000)).ToList();
        Fill(pending, events);

        Assert.Equal(events, Written(binder, pending));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AHashThatFails_IsThrownToWhoeverNeedsTheBlock(bool ahead)
    {
        var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, ahead ? new SystemProcessors() : null);
        var pending = new PendingLines(binder);
        hasher.Dispose();
        Fill(pending, [.. Enumerable.Range(0, 50).Select(static i => Event(i, 10_000))]);
        pending.Seal();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Throws<ObjectDisposedException>(() => binder.Finish(pending.Blocks[^1]));
        }

        pending.Begin(Head);
        Assert.Empty(pending.Blocks);
    }

    [Fact]
    public void Restart_LaysTheHeaderFirst_AndLeavesOutWhatIsWithdrawn()
    {
        using var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, new SystemProcessors());
        var pending = new PendingLines(binder);
        pending.Begin(Head);
        pending.SetTimes(1, 2);
        for (var i = 0; i < 60; i++)
        {
            pending.Add(Encoding.ASCII.GetBytes(Event(i, 6_000)), i % 3 == 0 ? LineKind.Required : LineKind.Kept);
        }

        pending.Restart(Head, "{\"type\":\"first\"}"u8, withdraw: false);
        pending.Restart(Head, "{\"type\":\"second\"}"u8, withdraw: false);
        var bytes = pending.Bytes;

        Assert.Equal(60, pending.Count);
        Assert.Equal(["{\"type\":\"second\"}", .. Enumerable.Range(0, 60).Select(static i => Event(i, 6_000))], Written(binder, pending));

        pending.Restart(Head, default, withdraw: true);
        Assert.Equal(40, pending.Count);
        Assert.Equal(bytes / 60 * 40, pending.Bytes, 200d);
        Assert.Equal(Enumerable.Range(0, 60).Where(static i => i % 3 != 0).Select(static i => Event(i, 6_000)), Written(binder, pending));
    }

    [Fact]
    public void WhatABurstTook_IsGivenBack()
    {
        using var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, null);
        var pending = new PendingLines(binder);
        var blocks = FillMany();

        pending.Begin(Head);
        GC.Collect();

        Assert.Equal(PendingLines.MostFree, blocks.Count(static block => block.TryGetTarget(out _)));
        GC.KeepAlive(pending);

        [MethodImpl(MethodImplOptions.NoInlining)]
        List<WeakReference<LineBlock>> FillMany()
        {
            Fill(pending, Enumerable.Range(0, (PendingLines.MostFree + 50) * 2).Select(static i => Event(i, 60_000)));
            return [.. pending.Blocks.Select(static block => new WeakReference<LineBlock>(block))];
        }
    }

    /// <summary>The hasher is ended next: nobody may be at it any more.</summary>
    [Fact]
    public void Dispose_LeavesNothingToBeBound()
    {
        for (var round = 0; round < 20; round++)
        {
            using var hasher = new LineHasher(null);
            var binder = new LineBinder(hasher, new SystemProcessors());
            var pending = new PendingLines(binder);
            Fill(pending, [.. Enumerable.Range(0, 200).Select(static i => Event(i, 10_000))]);

            binder.Dispose();
            var bound = pending.Blocks.Count(static block => block.IsBound);
            binder.BindAhead();
            binder.Dispose();

            Assert.Equal(bound, pending.Blocks.Count(static block => block.IsBound));
        }
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 0, false)]
    [InlineData(-1, -1, false)]
    public void AThreadThatStandsStill_IsLeftTheProcessor_WhereBothAreOnOne(int mine, int others, bool leaves)
    {
        using var processors = new StagedProcessors { Mine = mine, Others = others };
        using var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, processors);
        var pending = new PendingLines(binder);
        Fill(pending, []);
        HandToHeld();
        processors.Release();
        binder.Finish(pending.Blocks[0]);

        HandToHeld();
        var before = processors.Left.Count;
        for (var i = 0; i < 5 * LineBinder.Standstill; i++)
        {
            Hand(pending, binder);
        }

        var after = processors.Left.Count;
        processors.Release();
        binder.Finish(pending.Blocks[^1]);

        Assert.Equal(leaves ? 5 : 0, after - before);
        Assert.All(processors.Left, left => Assert.Equal(mine, left));
        Assert.All(pending.Blocks, static block => Assert.True(block.IsBound));

        void HandToHeld()
        {
            processors.Hold();
            Hand(pending, binder);
            processors.AwaitHeld();
        }
    }

    [Fact]
    public void AThreadThatBinds_IsLeftNothing()
    {
        using var processors = new StagedProcessors { Mine = 1, Others = 1 };
        using var hasher = new LineHasher(null);
        using var binder = new LineBinder(hasher, processors);
        var pending = new PendingLines(binder);
        Fill(pending, []);
        for (var i = 0; i < 100; i++)
        {
            Hand(pending, binder);
            binder.Finish(pending.Blocks[^1]);
        }

        Assert.Empty(processors.Left);
    }

    private static string Event(int number, int bytes) => $"{{\"n\":{number},\"what\":\"{new string('x', bytes)}\"}}";

    private static void Fill(PendingLines pending, IEnumerable<string> events)
    {
        pending.Begin(Head);
        pending.SetTimes(1_767_323_045_700_000, 5);
        foreach (var json in events)
        {
            pending.Add(Encoding.ASCII.GetBytes(json), LineKind.Kept);
        }
    }

    private static void Hand(PendingLines pending, LineBinder binder)
    {
        pending.Add(Encoding.ASCII.GetBytes(Event(0, 1_000)), LineKind.Kept);
        pending.Seal();
        binder.BindAhead();
    }

    /// <summary>The events of the lines, each of which is the next of the chain.</summary>
    private static List<string> Written(LineBinder binder, PendingLines pending)
    {
        pending.Seal();
        using var hasher = new LineHasher(null, throughPlatform: true);
        var chain = new Chain(hasher);
        chain.Begin(Head);
        List<string> events = [];
        foreach (var block in pending.Blocks)
        {
            binder.Finish(block);
            Assert.True(block.IsBound);
            foreach (var text in Encoding.ASCII.GetString(block.Written).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.ASCII.GetBytes))
            {
                Assert.True(chain.Follows(text));
                Assert.Equal(chain.Seq == Head.Seq ? Head.Seq : -1, chain.Take(text));
                Assert.True(JournalLine.TryRead(text, out var line));
                events.Add($"{{{Encoding.ASCII.GetString(line.Event)}}}");
            }
        }

        Assert.Equal((pending.LastSeq, Encoding.ASCII.GetString(binder.Hash)), (chain.Head.Seq, chain.Head.Hash));
        return events;
    }

    /// <summary>Two processors as told. The other thread can be held before it begins a block.</summary>
    private sealed class StagedProcessors : IProcessors, IDisposable
    {
        private readonly Thread _me = Thread.CurrentThread;
        private readonly ManualResetEventSlim _held = new();
        private readonly ManualResetEventSlim _released = new(initialState: true);

        public int Mine { get; init; }

        public int Others { get; init; }

        public List<int> Left { get; } = [];

        public int Current
        {
            get
            {
                if (Thread.CurrentThread == _me)
                {
                    return Mine;
                }

                if (!_released.IsSet)
                {
                    _held.Set();
                    _released.Wait();
                }

                return Others;
            }
        }

        public void Leave(int processor)
        {
            Assert.Same(_me, Thread.CurrentThread);
            Left.Add(processor);
        }

        public void Hold()
        {
            _held.Reset();
            _released.Reset();
        }

        public void AwaitHeld() => Assert.True(_held.Wait(TimeSpan.FromMinutes(1)));

        public void Release() => _released.Set();

        public void Dispose()
        {
            _held.Dispose();
            _released.Dispose();
        }
    }
}
