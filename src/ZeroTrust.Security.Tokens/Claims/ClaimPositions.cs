using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Where each <see cref="RegisteredClaim"/> stands on the tape; 0, the place of the payload itself, for one that is missing.</summary>
[InlineArray(Length)]
internal struct ClaimPositions
{
    public const int Length = (int)RegisteredClaim.AuthenticationMethods + 1;

    private int _first;
}
