namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>How one class of tokens was judged.</summary>
internal sealed class ClassTally
{
    public long Both { get; private set; }

    public long HandlerOnly { get; private set; }

    public long OursOnly { get; private set; }

    public long Neither { get; private set; }

    public long Total => Both + HandlerOnly + OursOnly + Neither;

    public void Count(bool ours, bool handler)
    {
        switch (ours, handler)
        {
            case (true, true): Both++; break;
            case (false, true): HandlerOnly++; break;
            case (true, false): OursOnly++; break;
            default: Neither++; break;
        }
    }

    public void Add(ClassTally other)
    {
        Both += other.Both;
        HandlerOnly += other.HandlerOnly;
        OursOnly += other.OursOnly;
        Neither += other.Neither;
    }
}
