using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Binds blocks of lines, one after the other. A thread of its own can begin ahead of the commit, while more is encoded: hashing takes as long as
/// all else, and a line's hash needs the one before. Nobody waits for that thread to begin: whoever needs a block that nobody binds does it. For
/// one thread that hands blocks over and waits for them.
/// </summary>
/// <param name="hasher">What binds them; not used by anybody else meanwhile.</param>
/// <param name="processors">Where threads run. None where there is one processor: the other thread would only be in the way.</param>
internal sealed class LineBinder(LineHasher hasher, IProcessors? processors) : IDisposable
{
    /// <summary>How many blocks are handed over while none is begun or bound, until the other thread is taken to wait for the caller's processor.</summary>
    public const int Standstill = 2;

    // Not a Lock: it is waited on.
    private readonly object _gate = new();
    private readonly Queue<LineBlock> _queue = new();
    private readonly byte[] _hash = new byte[JournalFormat.HashChars];
    private Thread? _thread;
    private LineBlock? _needed;
    // Where the other thread was last, and how many blocks were handed over since it began or bound one.
    private int _lastProcessor = -1;
    private int _handedSince;
    private bool _called;
    private bool _busy;
    private bool _ended;

    /// <summary>The hash of the last line, as digits, once its block was waited for.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Begins behind a record. Blocks that were handed over are not bound any more.</summary>
    public void Begin(JournalHead head)
    {
        Abandon();
        Encoding.ASCII.GetBytes(head.Hash, _hash);
    }

    /// <summary>Takes a block that gets no more lines.</summary>
    public void Add(LineBlock block)
    {
        lock (_gate)
        {
            _queue.Enqueue(block);
        }
    }

    /// <summary>
    /// Lets the other thread bind what was handed over, while the caller goes on. A system often lets both share a processor for milliseconds
    /// beside one with nothing to do; so where the other thread stands still and was last on the caller's processor, the caller leaves that.
    /// </summary>
    public void BindAhead()
    {
        if (processors is null)
        {
            return;
        }

        var mine = processors.Current;
        if (Call(mine))
        {
            processors.Leave(mine);
        }
    }

    /// <summary>Waits until a block that was handed over is bound, or binds it and those before it.</summary>
    public void Finish(LineBlock block)
    {
        if (!WaitFor(block))
        {
            BindUntil(block);
        }
    }

    public void Dispose()
    {
        Abandon();
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <returns>Whether the other thread waits for the processor that the caller is on.</returns>
    private bool Call(int processor)
    {
        lock (_gate)
        {
            _called = true;
            Monitor.PulseAll(_gate);
            if (_thread is null)
            {
                _thread = new(Run) { IsBackground = true, Name = "audit journal hashes" };
                _thread.Start();
            }

            if (++_handedSince < Standstill || processor < 0 || processor != _lastProcessor)
            {
                return false;
            }

            _handedSince = 0;
            return true;
        }
    }

    private void Abandon()
    {
        lock (_gate)
        {
            _queue.Clear();
            while (_busy)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void Run()
    {
        while (AwaitCall())
        {
            try
            {
                BindUntil(null);
            }
            catch
            {
                // Whoever needs the block tries it again, and meets what was thrown.
            }
        }
    }

    private bool AwaitCall()
    {
        lock (_gate)
        {
            while (!_ended && (!_called || _busy))
            {
                Monitor.Wait(_gate);
            }

            _called = false;
            _busy = !_ended;
            return _busy;
        }
    }

    private bool WaitFor(LineBlock block)
    {
        lock (_gate)
        {
            _needed = block;
            while (_busy && !block.IsBound)
            {
                Monitor.Wait(_gate);
            }

            _needed = null;
            _busy |= !block.IsBound;
            return block.IsBound;
        }
    }

    private void BindUntil(LineBlock? last)
    {
        try
        {
            while (last is not { IsBound: true } && FindFirst(isAhead: last is null) is { } block)
            {
                block.Bind(hasher, _hash);
                Leave(block);
            }
        }
        finally
        {
            lock (_gate)
            {
                _busy = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private LineBlock? FindFirst(bool isAhead)
    {
        var processor = isAhead ? processors!.Current : -1;
        lock (_gate)
        {
            if (isAhead)
            {
                (_lastProcessor, _handedSince) = (processor, 0);
            }

            return _queue.TryPeek(out var first) ? first : null;
        }
    }

    private void Leave(LineBlock block)
    {
        lock (_gate)
        {
            block.IsBound = true;
            _handedSince = 0;

            // Unless nobody wants it any more.
            if (_queue.TryPeek(out var first) && first == block)
            {
                _queue.Dequeue();
            }

            if (block == _needed)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
