namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>
/// The states that one thing had, each from the stamp before the change into it to the stamp after the change out of it. One thread at a
/// time changes, any read.
/// </summary>
internal sealed class History<T>
{
    private readonly Stamps _stamps;
    private volatile State _newest;

    public History(Stamps stamps, T first)
    {
        _stamps = stamps;
        _newest = new(stamps.Next(), first, null);
    }

    public T Newest => _newest.Value;

    /// <summary>Makes a change, and notes between which stamps it happened.</summary>
    public void Change(T next, Action<T> change)
    {
        var before = _newest;
        _newest = new(_stamps.Next(), next, before);
        change(next);
        before.End = _stamps.Next();
    }

    /// <summary>Whether one of the states that were there between two stamps is as asked for.</summary>
    public bool Had<TArgument>(long start, long end, TArgument argument, Func<T, TArgument, bool> asked)
    {
        for (var state = _newest; state is not null && state.End > start; state = state.Older)
        {
            if (state.Begin <= end && asked(state.Value, argument))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class State(long begin, T value, State? older)
    {
        private long _end = long.MaxValue;

        public long Begin { get; } = begin;

        public T Value { get; } = value;

        public State? Older { get; } = older;

        public long End
        {
            get => Volatile.Read(ref _end);
            set => Volatile.Write(ref _end, value);
        }
    }
}
