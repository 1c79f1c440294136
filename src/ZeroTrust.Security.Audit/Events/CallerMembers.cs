using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Audit.Events;

/// <summary>
/// Keeps how callers were written, since they come again: a caller is immutable and one object for all requests with its token. The latest with a
/// place stays; what is longer than a place is written each time. For one thread.
/// </summary>
internal sealed class CallerMembers
{
    private const int Places = 256;
    private const int PlaceBytes = 256;

    private readonly Caller?[] _callers = new Caller?[Places];
    private readonly int[] _lengths = new int[Places];
    private readonly byte[] _bytes = new byte[Places * PlaceBytes];

    /// <summary>What was kept of a caller.</summary>
    /// <returns>Empty where nothing was.</returns>
    public ReadOnlySpan<byte> Find(Caller caller)
    {
        var place = PlaceOf(caller);
        return ReferenceEquals(_callers[place], caller) ? _bytes.AsSpan(place * PlaceBytes, _lengths[place]) : default;
    }

    public void Keep(Caller caller, ReadOnlySpan<byte> members)
    {
        if (members.Length <= PlaceBytes)
        {
            var place = PlaceOf(caller);
            members.CopyTo(_bytes.AsSpan(place * PlaceBytes));
            (_callers[place], _lengths[place]) = (caller, members.Length);
        }
    }

    private static int PlaceOf(Caller caller) => RuntimeHelpers.GetHashCode(caller) & (Places - 1);
}
