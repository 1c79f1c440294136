using System.Runtime.InteropServices;
using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// The places between many threads that record and the one that writes. They are made once: adding fills a place with references and values,
/// and makes nothing. Each place carries the number it is free or filled for, so neither side waits for the other.
/// </summary>
internal sealed class AuditRing
{
    private readonly Place[] _places;
    private readonly int _mask;
    private readonly int _reserved;
    private readonly int _stride;
    private Counter _added;
    private Counter _taken;
    private Counter _free;

    /// <param name="capacity">How many places: a power of two, at least 16.</param>
    public AuditRing(int capacity)
    {
        _places = new Place[capacity];
        _mask = capacity - 1;
        _reserved = capacity / 8;
        _stride = capacity / 16;
        for (var i = 0; i < capacity; i++)
        {
            _places[i].Number = i;
        }
    }

    public int Capacity => _places.Length;

    /// <summary>Fills a place.</summary>
    /// <param name="record">What is recorded.</param>
    /// <param name="waiter">Who waits for it; such records may use the places that are kept for them.</param>
    /// <param name="intoReserved">Whether it may use those places though nobody waits.</param>
    /// <returns>The number of the place, from 0 on; -1 where none is free.</returns>
    public long TryAdd(in AuditRecord record, AuditWaiter? waiter, bool intoReserved = false)
    {
        while (true)
        {
            var number = Volatile.Read(ref _added.Value);
            ref var place = ref _places[number & _mask];
            var ahead = Volatile.Read(ref place.Number) - number;
            if (ahead < 0 || (waiter is null && !intoReserved && !HasRoom(number + _reserved)))
            {
                return -1;
            }

            if (ahead == 0 && Interlocked.CompareExchange(ref _added.Value, number + 1, number) == number)
            {
                place.Record = record;
                place.Waiter = waiter;
                Volatile.Write(ref place.Number, number + 1);
                return number;
            }
        }
    }

    /// <summary>Whether the next place is filled. This and what follows is for the one thread that writes.</summary>
    public bool HasNext => Volatile.Read(ref Filled.Number) == _taken.Value + 1;

    /// <summary>The record in the next place, which is filled: it is large, and read where it is.</summary>
    public ref readonly AuditRecord Next => ref Filled.Record;

    /// <summary>Who waits for it.</summary>
    public AuditWaiter? NextWaiter => Filled.Waiter;

    private ref Place Filled => ref _places[_taken.Value & _mask];

    /// <summary>Empties the next place.</summary>
    public void Release()
    {
        ref var place = ref Filled;
        place.Record = default;
        place.Waiter = null;
        Volatile.Write(ref place.Number, _taken.Value + _places.Length);
        _taken.Value++;
    }

    // Looks further on than is asked for: the place is in the other thread's cache, and most calls need not look again.
    private bool HasRoom(long number)
    {
        if (Volatile.Read(ref _free.Value) >= number)
        {
            return true;
        }

        if (!IsFree(number + _stride))
        {
            return IsFree(number);
        }

        Volatile.Write(ref _free.Value, number + _stride);
        return true;
    }

    // A place further on that was emptied says that all before it were.
    private bool IsFree(long number) => Volatile.Read(ref _places[number & _mask].Number) >= number;

    private struct Place
    {
        public long Number;
        public AuditRecord Record;
        public AuditWaiter? Waiter;
    }

    /// <summary>A number in cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counter
    {
        [FieldOffset(128)]
        public long Value;
    }
}
