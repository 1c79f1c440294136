namespace ZeroTrust.Security.Audit.Detection;

/// <summary>How many alerts of one rule there were in a minute. For one thread.</summary>
internal sealed class AlertLimit(int most, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private long _begun = clock.GetTimestamp();
    private int _passed;
    private long _over;

    /// <summary>Whether one more is recorded; else it is counted.</summary>
    public bool TryPass()
    {
        if (_passed == 0 || IsOver)
        {
            (_begun, _passed) = (clock.GetTimestamp(), 0);
        }

        if (_passed == most)
        {
            _over++;
            return false;
        }

        _passed++;
        return true;
    }

    /// <summary>Takes the count of those that were not, once the minute is over.</summary>
    public bool TryTakeOver(out long count)
    {
        count = IsOver ? _over : 0;
        _over -= count;
        return count > 0;
    }

    private bool IsOver => clock.GetElapsedTime(_begun) >= Minute;
}
