namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Numbers that tell what came before what, on all threads.</summary>
internal sealed class Stamps
{
    private long _last;

    public long Now => Interlocked.Read(ref _last);

    public long Next() => Interlocked.Increment(ref _last);
}
