using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>The ids of the latest events of a key.</summary>
[InlineArray(Length)]
internal struct LatestIds
{
    public const int Length = 4;

#pragma warning disable S1144 // The runtime repeats it.
    private Guid _newest;
#pragma warning restore S1144
}
