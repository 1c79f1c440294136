namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// What a rule knows of each key, for a bounded number of them. Keys stand in lists by how much would be lost with them, the oldest first: whoever
/// sends many keys that happened once pushes out only such. For one thread.
/// </summary>
/// <typeparam name="TState">What is known of a key.</typeparam>
internal sealed class KeyTable<TState>
    where TState : struct
{
    /// <summary>How many lists there are: level 0 goes first.</summary>
    public const int Levels = 10;

    private const int None = -1;
    private const int FirstSize = 64;

    private readonly Dictionary<UInt128, int> _slots = [];
    private readonly int[] _oldest = new int[Levels];
    private readonly int[] _newest = new int[Levels];
    private readonly int _maxKeys;
    private Slot[] _store;
    private int _used;
    private int _free = None;

    public KeyTable(int maxKeys)
    {
        _maxKeys = maxKeys;
        _store = new Slot[Math.Min(FirstSize, maxKeys)];
        Array.Fill(_oldest, None);
        Array.Fill(_newest, None);
    }

    public int Count => _slots.Count;

    public bool IsFull => _slots.Count == _maxKeys;

    /// <summary>The state of a slot; good until the next key is added.</summary>
    public ref TState this[int slot] => ref _store[slot].State;

    public bool TryFind(UInt128 key, out int slot) => _slots.TryGetValue(key, out slot);

    /// <summary>Adds a key that is not there, with an empty state and in no list yet. The table must not be full.</summary>
    public int Add(UInt128 key)
    {
        var slot = _free;
        if (slot != None)
        {
            _free = _store[slot].Next;
        }
        else
        {
            slot = _used++;
            if (slot == _store.Length)
            {
                Array.Resize(ref _store, Math.Min(_store.Length * 2, _maxKeys));
            }
        }

        _store[slot] = new() { Key = key, Level = None, Previous = None, Next = None };
        _slots.Add(key, slot);
        return slot;
    }

    /// <summary>Puts a slot at the end of a list, wherever it was.</summary>
    public void Place(int slot, int level)
    {
        Take(slot);
        ref var placed = ref _store[slot];
        (placed.Level, placed.Previous, placed.Next) = (level, _newest[level], None);
        if (placed.Previous == None)
        {
            _oldest[level] = slot;
        }
        else
        {
            _store[placed.Previous].Next = slot;
        }

        _newest[level] = slot;
    }

    /// <summary>Takes a slot out of its list, so that it is not found as the weakest.</summary>
    public void Take(int slot)
    {
        ref var taken = ref _store[slot];
        if (taken.Level == None)
        {
            return;
        }

        if (taken.Previous == None)
        {
            _oldest[taken.Level] = taken.Next;
        }
        else
        {
            _store[taken.Previous].Next = taken.Next;
        }

        if (taken.Next == None)
        {
            _newest[taken.Level] = taken.Previous;
        }
        else
        {
            _store[taken.Next].Previous = taken.Previous;
        }

        taken.Level = None;
    }

    /// <summary>The slot of a list that was placed first.</summary>
    public bool TryOldest(int level, out int slot)
    {
        slot = _oldest[level];
        return slot != None;
    }

    /// <summary>The oldest slot of the lowest list that has one.</summary>
    public bool TryWeakest(out int slot)
    {
        slot = None;
        for (var level = 0; level < Levels && slot == None; level++)
        {
            slot = _oldest[level];
        }

        return slot != None;
    }

    public void Remove(int slot)
    {
        Take(slot);
        ref var removed = ref _store[slot];
        _slots.Remove(removed.Key);
        removed = new() { Level = None, Next = _free };
        _free = slot;
    }

    public void Clear()
    {
        _slots.Clear();
        Array.Fill(_oldest, None);
        Array.Fill(_newest, None);
        (_used, _free) = (0, None);
    }

    private struct Slot
    {
        public UInt128 Key;
        public TState State;
        public int Level;
        public int Previous;
        public int Next;
    }
}
