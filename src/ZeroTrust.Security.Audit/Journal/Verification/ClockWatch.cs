namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Counts where the wall clock was set. Order is the numbers' matter; this is for who asks what a time is worth.</summary>
internal sealed class ClockWatch
{
    private const long ToleranceMicroseconds = 1_000_000;

    private long _wall = -1;
    private long _mono;

    public int Steps { get; private set; }

    /// <summary>Looks at a record, if it has both times; the clock that nobody sets begins anew with each writer.</summary>
    public void Look(in JournalLine line)
    {
        if (line.Mono < 0)
        {
            return;
        }

        if (_wall >= 0 && line.Mono >= _mono && Math.Abs(line.Wall - _wall - (line.Mono - _mono)) > ToleranceMicroseconds)
        {
            Steps++;
        }

        (_wall, _mono) = (line.Wall, line.Mono);
    }

    public void Restart() => _wall = -1;
}
