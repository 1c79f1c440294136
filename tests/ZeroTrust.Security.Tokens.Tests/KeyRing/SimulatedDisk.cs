using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>
/// A directory on a disk whose power can be cut before and after every call. What remains is what the last completed flush covered: of a
/// file its content, of the directory its entries.
/// </summary>
internal sealed class SimulatedDisk
{
    private readonly Lock _gate = new();
    private Dictionary<string, Node> _entries = new(StringComparer.Ordinal);
    private Dictionary<string, Node> _flushedEntries = new(StringComparer.Ordinal);
    private int _power;
    private Held? _lock;

    /// <summary>How many calls were made.</summary>
    public int Calls { get; private set; }

    /// <summary>The call, counted from 0, at which the power is cut; none by default.</summary>
    public int CutAt { get; set; } = int.MaxValue;

    /// <summary>Whether that call is still done.</summary>
    public bool CutAfter { get; set; }

    public bool LocksHold { get; init; } = true;

    /// <summary>Whether only the processes die at that call, and the disk keeps what it was told.</summary>
    public bool KeepsWhatIsNotFlushed { get; init; }

    /// <summary>The directory as one process sees it, until the power is cut.</summary>
    public IRingFolder Mount() => new Folder(this, _power);

    /// <summary>Cuts the power and restores it.</summary>
    public void CutPower()
    {
        lock (_gate)
        {
            EndProcesses();
            _entries = new(_flushedEntries, StringComparer.Ordinal);
            foreach (var node in _entries.Values)
            {
                node.Content = node.Flushed;
            }
        }
    }

    private T Do<T>(int power, Func<T> call)
    {
        lock (_gate)
        {
            if (power != _power)
            {
                throw new PowerCutException();
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
    }

    private void Do(int power, Action call) => Do(power, () =>
    {
        call();
        return true;
    });

    private void EndProcesses()
    {
        _power++;
        _lock = null;
    }

#pragma warning disable RCS1194 // It is thrown here alone.
    internal sealed class PowerCutException : Exception;
#pragma warning restore RCS1194

    private sealed class Node
    {
        public byte[] Content { get; set; } = [];

        public byte[] Flushed { get; set; } = [];
    }

    private sealed class Held(SimulatedDisk disk) : IDisposable
    {
        public void Dispose()
        {
            lock (disk._gate)
            {
                disk._lock = ReferenceEquals(disk._lock, this) ? null : disk._lock;
            }
        }
    }

    private sealed class Folder(SimulatedDisk disk, int power) : IRingFolder
    {
        public byte[]? Read(string name, int maxBytes) =>
            disk.Do(power, () => disk._entries.TryGetValue(name, out var node) ? node.Content : null);

        public IRingFile Create(string name) => disk.Do(power, () =>
        {
            var node = new Node();
            disk._entries.Add(name, node);
            return new NodeFile(disk, power, node);
        });

        public void Rename(string from, string to) => disk.Do(power, () =>
        {
            disk._entries.Remove(from, out var node);
            disk._entries[to] = node!;
        });

        public void Delete(string name) => disk.Do(power, () => { disk._entries.Remove(name); });

        public void FlushEntries() => disk.Do(power, () => { disk._flushedEntries = new(disk._entries, StringComparer.Ordinal); });

        public IDisposable? TryLock() => disk.Do(power, () =>
        {
            if (disk._lock is not null && disk.LocksHold)
            {
                return null;
            }

            return disk._lock = new Held(disk);
        });
    }

    private sealed class NodeFile(SimulatedDisk disk, int power, Node node) : IRingFile
    {
        public void Write(ReadOnlySpan<byte> content)
        {
            byte[] written = [.. node.Content, .. content];
            disk.Do(power, () => { node.Content = written; });
        }

        public void Flush() => disk.Do(power, () => { node.Flushed = node.Content; });

        public void Dispose()
        {
        }
    }
}
