using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>How many events of a key each of the latest spans had, the newest first.</summary>
[InlineArray(Length)]
internal struct SpanCounts
{
    /// <summary>The one that runs, the one that late events may still belong to, and those of the average of either.</summary>
    public const int Length = 11;

#pragma warning disable S1144 // The runtime repeats it.
    private int _newest;
#pragma warning restore S1144
}
