using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Writes a journal. Events are appended, and a commit makes all of them durable with one flush. A file that failed once is not trusted again:
/// what it did not acknowledge is written anew, from memory, into the next segment. For one thread.
/// </summary>
internal sealed class JournalAppender : IDisposable
{
    // Each wait for a block may cost two switches of threads.
    private const int BlocksAtOnce = 4;

    private static readonly TimeSpan SpaceInterval = TimeSpan.FromSeconds(10);

    private readonly IJournalFolder _folder;
    private readonly JournalSettings _settings;
    private readonly IDisposable _lock;
    private readonly LineHasher _hasher;
    private readonly LineBinder _binder;
    private readonly PendingLines _pending;
    private readonly SegmentShelf _shelf;
    private readonly long _opened;
    private Segment? _segment;
    private SegmentEnd _end;
    private SegmentHeader? _header;
    private int _lastNumber;
    private string _reason = SegmentHeader.Start;
    private long _spaceChecked;
    private bool _clocksRead;
    private bool _low;
    private bool _disposed;

    /// <param name="folder">Where it is written.</param>
    /// <param name="settings">How.</param>
    /// <param name="found">Where to go on.</param>
    /// <param name="hasher">Ended with this.</param>
    /// <param name="held">The lock of the folder; given back at the end.</param>
    public JournalAppender(IJournalFolder folder, JournalSettings settings, RecoveredJournal found, LineHasher hasher, IDisposable held)
    {
        (_folder, _settings, _hasher, _lock) = (folder, settings, hasher, held);
        (Name, Head, _end, _lastNumber) = (found.Journal, found.Head, found.End, found.LastNumber);
        _binder = new(hasher, Environment.ProcessorCount > 1 ? new SystemProcessors() : null);
        _pending = new(_binder);
        _pending.Begin(Head);
        _shelf = new(folder, settings);
        _opened = settings.Clock.GetTimestamp();
        _spaceChecked = _opened;
        if (found.Tail is { } tail)
        {
            _reason = SegmentHeader.Repair;
            Add(tail.Write(settings.Clock.GetUtcNow()), required: false);
        }

        _shelf.Restock();
    }

    /// <summary>The last record that outlasts a power cut.</summary>
    public JournalHead Head { get; private set; }

    /// <summary>The journal's name.</summary>
    public string Name { get; }

    /// <summary>The number of the segment that is written to, or was last.</summary>
    public int SegmentNumber => _end.Segment;

    /// <summary>Where the last such record stands.</summary>
    public SegmentEnd End => _end;

    /// <summary>How many events wait for a commit.</summary>
    public int Pending => _pending.Count;

    /// <summary>Whether half of what may wait for a commit does: time for one, whoever waits.</summary>
    public bool IsHalfFull => _pending.Bytes > _settings.MaxPendingBytes / 2;

    public JournalSpace Space => !_shelf.HasSpare ? JournalSpace.Reserve : _low ? JournalSpace.Low : JournalSpace.Ample;

    /// <summary>Takes an event for the next commit.</summary>
    /// <param name="json">One JSON object with members, printable ASCII alone, at most <see cref="JournalFormat.MaxEventBytes"/>. It is copied.</param>
    /// <param name="required">
    /// Whether somebody waits for it: it may use the space that is kept for such events, and a commit that fails gives it up. Others wait for
    /// a later one.
    /// </param>
    /// <returns><see langword="false"/> where it is not taken: too much waits, or the space left is not for it.</returns>
    public bool Append(ReadOnlySpan<byte> json, bool required)
    {
        RefuseMisshapen(json);
        if (_pending.Bytes + json.Length > _settings.MaxPendingBytes || (!required && !_shelf.HasSpare))
        {
            return false;
        }

        Add(json, required);
        return true;
    }

    /// <summary>What is appended from here on bears the time that it is now: one reading of the clocks serves all until the next call, or commit.</summary>
    public void BeginTurn() => _clocksRead = false;

    /// <summary>Makes all that was appended outlast a power cut.</summary>
    public JournalCommit Commit()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_pending.Count == 0)
        {
            LookAtSpace();
            return new(JournalFailure.None, Head);
        }

        var failure = TryWrite();
        if (failure != JournalFailure.None)
        {
            failure = TryWrite();
        }

        LookAtSpace();
        return new(failure, Head, failure == JournalFailure.None ? 0 : WithdrawRequired());
    }

    /// <summary>Commits, with the record that lets the next start find it closed.</summary>
    public JournalCommit Finish() => CommitOwn(OwnRecord.Write("journal.close", _settings.Clock.GetUtcNow(), static _ => { }));

    /// <summary>Finishes and ends it.</summary>
    public JournalCommit Close()
    {
        var commit = Finish();
        Dispose();
        return commit;
    }

    /// <summary>Commits with a record of the journal's own, which is given up with a failure.</summary>
    public JournalCommit CommitOwn(byte[] record)
    {
        AppendOwn(record);
        return Commit();
    }

    /// <summary>Takes a record of the journal's own for the next commit, which gives it up when it fails.</summary>
    public void AppendOwn(byte[] record) => Add(record, required: true);

    /// <summary>Ends it without a word, as a crash would.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _segment?.End();
            _shelf.Close();
            _binder.Dispose();
            _hasher.Dispose();
            _lock.Dispose();
        }
    }

    private static void RefuseMisshapen(ReadOnlySpan<byte> json)
    {
        if (json.Length is < 4 or > JournalFormat.MaxEventBytes || json[0] != '{' || json[^1] != '}' || json.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            throw new ArgumentException($"An event is one JSON object of printable ASCII, at most {JournalFormat.MaxEventBytes} bytes.", nameof(json));
        }

        if (json.StartsWith(OwnRecord.Reserved))
        {
            throw new ArgumentException("Types that begin with 'journal.' are the journal's own.", nameof(json));
        }
    }

    private void Add(ReadOnlySpan<byte> json, bool required)
    {
        if (!_clocksRead)
        {
            ReadClocks();
        }

        _pending.Add(json, required ? LineKind.Required : LineKind.Kept);
    }

    private void ReadClocks()
    {
        _clocksRead = true;
        _pending.SetTimes(
            (_settings.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            _settings.Clock.GetElapsedTime(_opened).Ticks / TimeSpan.TicksPerMicrosecond);
    }

    private int WithdrawRequired()
    {
        var before = _pending.Count;
        Restart(default, withdraw: true);
        return before - _pending.Count;
    }

    private void Restart(ReadOnlySpan<byte> header, bool withdraw)
    {
        ReadClocks();
        _pending.Restart(Head, header, withdraw);
    }

    private JournalFailure TryWrite()
    {
        try
        {
            var segment = EnsureSegment();
            var head = WriteTo(segment);
            segment.Flush();
            if (_header is not null)
            {
                _folder.FlushEntries();
            }

            Acknowledge(segment, head);
            return JournalFailure.None;
        }
        catch (JournalFileException fault)
        {
            GiveUpSegment();
            return fault.Failure;
        }
        catch
        {
            // Nobody foresaw it, so nobody knows what stands in the file.
            GiveUpSegment();
            throw;
        }
    }

    private void GiveUpSegment()
    {
        // Of a segment that nothing was acknowledged in, nothing counts: the reason to begin it is still the reason to begin the next.
        _reason = _segment is { Acknowledged: > 0 } ? SegmentHeader.Suspect : _reason;
        var given = _segment;
        _segment = null;
        given?.End();
    }

    private Segment EnsureSegment()
    {
        if (_segment is { } current && !IsDue(current))
        {
            return current;
        }

        try
        {
            var file = _shelf.Make(++_lastNumber);
            _segment?.End();
            _segment = new(_lastNumber, file, _settings.Clock.GetTimestamp());
            _header = new()
            {
                Journal = Name,
                Segment = _lastNumber,
                Hashing = _hasher.Name,
                Reason = _reason,
                PreviousSegment = _end.Segment,
                PreviousSeq = Head.Seq,
                PreviousBytes = _end.Bytes,
            };
        }
        catch (JournalFileException) when (_segment is not null)
        {
            // It is full or old, and still good.
        }

        return _segment;
    }

    private bool IsDue(Segment segment)
    {
        var full = segment.Written + _pending.Bytes + ((long)_pending.Count * JournalFormat.EnvelopeBytes) > _settings.SegmentBytes;
        if (full || _settings.Clock.GetElapsedTime(segment.Begun) >= _settings.SegmentAge)
        {
            _reason = full ? SegmentHeader.Size : SegmentHeader.Age;
            return true;
        }

        return false;
    }

    private JournalHead WriteTo(Segment segment)
    {
        if (_header is not null)
        {
            Restart(_header.Write(_settings.Clock.GetUtcNow()), withdraw: false);
        }

        _pending.Seal();
        var blocks = _pending.Blocks;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!blocks[i].IsBound)
            {
                _binder.Finish(blocks[Math.Min(i + BlocksAtOnce, blocks.Count) - 1]);
            }

            segment.Write(blocks[i].Written);
        }

        return new(_pending.LastSeq, Encoding.ASCII.GetString(_binder.Hash));
    }

    private void Acknowledge(Segment segment, JournalHead head)
    {
        segment.Acknowledge();
        Head = head;
        _pending.Begin(head);
        _clocksRead = false;
        var before = _end;
        _end = new(segment.Number, segment.Acknowledged);
        if (_header is { } header)
        {
            _header = null;
            Tidy(header, before);
            _shelf.Restock();
        }
    }

    // Only now that the record of it is on disk.
    private void Tidy(SegmentHeader header, SegmentEnd before)
    {
        _shelf.Discard(before.Segment + 1, header.Segment - 1);
        if (header.MayLeaveOverhang)
        {
            _shelf.Cut(before);
        }
    }

    private void LookAtSpace()
    {
        if (_settings.Clock.GetElapsedTime(_spaceChecked) >= SpaceInterval)
        {
            _spaceChecked = _settings.Clock.GetTimestamp();
            _low = _shelf.IsLow;
            _shelf.Restock();
        }
    }
}
