using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>
/// A directory on a disk whose power can be cut before and after every call. What remains is what the last completed flush covered, and of
/// what was written since an arbitrary part: each sector of 512 bytes, each length and each entry of the directory as it was at some point.
/// </summary>
internal sealed class SimulatedDisk
{
    private readonly Dictionary<string, EntryStates> _entries = new(StringComparer.Ordinal);
    private int _power;
    private int _waiting;
    private Held? _lock;

    /// <summary>How many calls were made.</summary>
    public int Calls { get; private set; }

    /// <summary>The call, counted from 0, at which the power is cut; none by default.</summary>
    public int CutAt { get; set; } = int.MaxValue;

    /// <summary>Whether that call is still done.</summary>
    public bool CutAfter { get; set; }

    /// <summary>What decides which part remains.</summary>
    public Random Chance { get; init; } = new(1);

    /// <summary>The call, counted from 0, from which on some fail; none by default.</summary>
    public int FailAt { get; set; } = int.MaxValue;

    /// <summary>How many fail.</summary>
    public int Failures { get; set; } = 1;

    /// <summary>How they fail.</summary>
    public DiskFault Fault { get; set; }

    /// <summary>Whether only the process dies at that call, and the disk keeps what it was told.</summary>
    public bool KeepsWhatIsNotFlushed { get; set; }

    /// <summary>Whether its calls go on; while it is reset, they hang.</summary>
    public ManualResetEventSlim Answers { get; } = new(true);

    /// <summary>How many calls hang.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public bool LocksHold { get; init; } = true;

    /// <summary>How much more the disk takes.</summary>
    public long FreeBytes { get; set; } = long.MaxValue / 2;

    /// <summary>The directory as one process sees it, until the power is cut.</summary>
    public IJournalFolder Mount() => new Folder(this, _power);

    /// <summary>The files as they are now.</summary>
    public IReadOnlyDictionary<string, byte[]> Files() => _entries
        .Where(static entry => entry.Value.Now is not null)
        .ToDictionary(static entry => entry.Key, static entry => entry.Value.Now!.Content, StringComparer.Ordinal);

    /// <summary>Puts a file there as somebody else would, on disk at once.</summary>
    public void Put(string name, byte[] content)
    {
        var node = new SectorFile(Chance);
        node.Write(content, 0);
        node.Flush();
        _entries[name] = new(node);
    }

    /// <summary>Removes one likewise.</summary>
    public void Remove(string name) => _entries.Remove(name);

    /// <summary>Cuts the power and restores it.</summary>
    public void CutPower()
    {
        EndProcesses();
        foreach (var entry in _entries.Values)
        {
            entry.Lose(Chance);
        }

        foreach (var node in _entries.Values.Select(static entry => entry.Now).OfType<SectorFile>().Distinct())
        {
            node.Lose();
        }
    }

    private void EndProcesses()
    {
        _power++;
        _lock = null;
    }

    private T Do<T>(int power, Func<T> call, Action? half = null)
    {
        Interlocked.Increment(ref _waiting);
        Answers.Wait();
        Interlocked.Decrement(ref _waiting);
        if (power != _power)
        {
            throw new PowerCutException();
        }

        if (Calls >= FailAt && Calls < FailAt + Failures)
        {
            Calls++;
            half?.Invoke();
            throw Fault == DiskFault.Unforeseen
                ? new InvalidOperationException("Nobody foresaw this.")
                : new JournalFileException(Fault is DiskFault.NoSpace or DiskFault.ShortWrite ? JournalFailure.NoSpace : JournalFailure.Io, $"{Fault}");
        }

        var cut = Calls++ == CutAt;
        var result = cut && !CutAfter ? default! : call();
        if (!cut)
        {
            return result;
        }

        if (KeepsWhatIsNotFlushed)
        {
            EndProcesses();
        }
        else
        {
            CutPower();
        }

        throw new PowerCutException();
    }

    private void Do(int power, Action call, Action? half = null) => Do(
        power,
        () =>
        {
            call();
            return true;
        },
        half);

    private EntryStates EntryOf(string name) => _entries.TryGetValue(name, out var entry) ? entry : _entries[name] = new(null);

#pragma warning disable RCS1194 // It is thrown here alone.
    internal sealed class PowerCutException : Exception;
#pragma warning restore RCS1194

    /// <summary>What a name stood for since the entries were last flushed.</summary>
    private sealed class EntryStates(SectorFile? first)
    {
        private readonly List<SectorFile?> _states = [first];

        public SectorFile? Now
        {
            get => _states[^1];
            set => _states.Add(value);
        }

        public void Flush() => _states.RemoveRange(0, _states.Count - 1);

        public void Lose(Random chance)
        {
            var kept = _states[chance.Next(_states.Count)];
            _states.Clear();
            _states.Add(kept);
        }
    }

    private sealed class Held(SimulatedDisk disk) : IDisposable
    {
        public void Dispose() => disk._lock = ReferenceEquals(disk._lock, this) ? null : disk._lock;
    }

    private sealed class Folder(SimulatedDisk disk, int power) : IJournalFolder
    {
        public long FreeBytes => disk.FreeBytes;

        public IReadOnlyList<string> List() => disk.Do(power, () => disk.Files().Keys.ToList());

        public IJournalFile Create(string name, long setAside) => disk.Do(power, () =>
        {
            if (setAside > disk.FreeBytes)
            {
                throw new JournalFileException(JournalFailure.NoSpace, "full");
            }

            Assert.Null(disk.EntryOf(name).Now);
            var node = new SectorFile(disk.Chance) { SetAside = setAside };
            disk.EntryOf(name).Now = node;
            return new NodeFile(disk, power, node);
        });

        public IJournalFile Open(string name, bool writable) => disk.Do(power, () => new NodeFile(disk, power, disk.EntryOf(name).Now
            ?? throw new JournalFileException(JournalFailure.Io, $"{name} is not there")));

        public void Rename(string from, string to) => disk.Do(power, () =>
        {
            disk.EntryOf(to).Now = disk.EntryOf(from).Now;
            disk.EntryOf(from).Now = null;
        });

        public void Delete(string name) => disk.Do(power, () => { disk.EntryOf(name).Now = null; });

        public void FlushEntries() => disk.Do(power, () =>
        {
            foreach (var entry in disk._entries.Values)
            {
                entry.Flush();
            }
        });

        public IDisposable? TryLock() => disk.Do(power, () => disk._lock is not null && disk.LocksHold ? null : disk._lock = new Held(disk));
    }

    private sealed class NodeFile(SimulatedDisk disk, int power, SectorFile node) : IJournalFile
    {
        public long GetLength() => disk.Do(power, () => node.Length);

        public int Read(Span<byte> target, long offset)
        {
            disk.Do(power, static () => { });
            return node.Read(target, offset);
        }

        public void Write(ReadOnlySpan<byte> content, long offset)
        {
            var written = content.ToArray();
            disk.Do(
                power,
                () =>
                {
                    if (offset + written.Length > Math.Max(node.SetAside, node.Length) && disk.FreeBytes == 0)
                    {
                        throw new JournalFileException(JournalFailure.NoSpace, "full");
                    }

                    node.Write(written, offset);
                },
                disk.Fault is DiskFault.ShortWrite or DiskFault.Unforeseen ? () => node.Write(written[..(written.Length / 2)], offset) : null);
        }

        public void Cut(long length) => disk.Do(power, () => node.Cut(length));

        public void Flush() => disk.Do(power, node.Flush, node.FailFlush);

        public void Dispose()
        {
        }
    }
}
