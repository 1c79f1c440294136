using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Where each <see cref="RegisteredClaim"/> stands on the tape; 0, the place of the payload itself, for one that is missing.</summary>
[InlineArray(Length)]
internal struct ClaimPositions
{
    public const int Length = (int)RegisteredClaim.AuthenticationMethods + 1;

#pragma warning disable S1144 // The runtime repeats it, Length times.
    private int _first;
#pragma warning restore S1144
}
