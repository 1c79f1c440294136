using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>What one attempt to have a token brought: the token, or why there is none.</summary>
internal readonly record struct FetchOutcome(HeldToken? Held, ServiceTokenException? Fault)
{
    [MemberNotNullWhen(true, nameof(Held))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded => Held is not null;
}
