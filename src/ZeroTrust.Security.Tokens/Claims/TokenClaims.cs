using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The claims set (RFC 7519 §4), its registered claims found in one pass and known to have their types.</summary>
internal readonly ref struct TokenClaims
{
    private readonly ClaimPositions _positions;

    private TokenClaims(JsonValue payload, ClaimPositions positions)
    {
        Payload = payload;
        _positions = positions;
    }

    /// <summary>The whole claims set.</summary>
    public JsonValue Payload { get; }

    /// <summary>A registered claim; a missing value when the token does not have it.</summary>
    /// <remarks>One body for a dozen calls: the code of a first validation runs once from end to end, and fetching it is much of its time.</remarks>
    public JsonValue this[RegisteredClaim claim]
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => _positions[(int)claim] is var position and not 0 ? Payload.At(position) : default;
    }

    public bool Has(RegisteredClaim claim) => _positions[(int)claim] != 0;

    /// <summary>Checks a payload and notes its registered claims.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TokenFailure TryRead(in StrictJson json, out TokenClaims claims)
    {
        claims = default;
        if (!json.IsObject)
        {
            return TokenFailure.PayloadInvalid;
        }

        var positions = default(ClaimPositions);
        for (var member = json.Root.Members; member.MoveNext();)
        {
            if (!RegisteredClaims.TryFind(in member, out var claim, out var shape))
            {
                continue;
            }

            if (!RegisteredClaims.Fits(shape, in member))
            {
                return TokenFailure.PayloadInvalid;
            }

            positions[(int)claim] = member.ValuePosition;
        }

        claims = new(json.Root, positions);
        return TokenFailure.None;
    }
}
