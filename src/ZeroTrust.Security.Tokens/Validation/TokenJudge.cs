using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>
/// Runs the rules in the documented order: shape, issuer, type, algorithm, audience, times, key, signature, required claims, revocation.
/// The first that fails is the verdict, and nothing of a refused token becomes an identity.
/// </summary>
/// <remarks>
/// The rules and readers it calls say that they are not inlined. In one body their temporaries would make a frame of two kilobytes, cleared for
/// each token.
/// </remarks>
internal sealed class TokenJudge(ClockWatch clock, IRevocationCheck revocations, TokenMetrics metrics)
{
    private readonly CallerMapping _mapping = new(metrics);

    /// <param name="presented">The token, and what came with it.</param>
    /// <param name="trust">The settings.</param>
    /// <param name="judgement">The outcome: some two dozen words, written where they stay.</param>
    public void Judge(in Presented presented, TrustSnapshot trust, out Judgement judgement)
    {
        var failure = CompactToken.TryCut(presented.Token.Span, new(trust.MaxTokenBytes, trust.MaxHeaderBytes), out var parts);
        if (failure != TokenFailure.None || parts.Payload.IsEmpty)
        {
            judgement = Refuse(failure == TokenFailure.None ? TokenFailure.Malformed : failure);
            return;
        }

        using var room = JudgingRoom.Take();
        using var bytes = CompactBytes.Decode(parts, room.Bytes);
        using var headerJson = StrictJson.Read(bytes.Header, room.HeaderNodes);
        failure = JoseHeader.TryRead(headerJson, out var header);
        if (failure != TokenFailure.None)
        {
            judgement = Refuse(failure);
            return;
        }

        using var payloadJson = StrictJson.Read(bytes.Payload, room.PayloadNodes);
        failure = TokenClaims.TryRead(payloadJson, out var claims);
        if (failure != TokenFailure.None)
        {
            judgement = Refuse(failure, header, claims, issuer: null, keys: null);
            return;
        }

        Judge(presented, bytes, header, claims, trust, out judgement);
    }

    private void Judge(
        in Presented presented, in CompactBytes bytes, in JoseHeader header, in TokenClaims claims, TrustSnapshot trust, out Judgement judgement)
    {
        var epoch = revocations.Epoch;
        Caller? caller = null;
        TokenProof binding = default;
        VerifiedToken? token = null;
        SignatureAlgorithm algorithm = default;
        TokenTimes times = default;
        IssuerKeySet? keys = null;
        DateTimeOffset now = default;
        var failure = IssuerRule.Check(claims, trust, out var issuer);
        _ = failure == TokenFailure.None
            && (failure = TypeRule.Check(header, claims, issuer!.Profile)) == TokenFailure.None
            && (failure = AlgorithmRule.Check(header, issuer.Profile.Algorithms, out algorithm)) == TokenFailure.None
            && (failure = AudienceRule.Check(claims, issuer.Profile.Audiences)) == TokenFailure.None
            && (failure = LifetimeRule.Check(claims, issuer.Profile, now = clock.Now(), out times)) == TokenFailure.None
            && (failure = CheckSignature(bytes, header, algorithm, keys = issuer.Keys.Current)) == TokenFailure.None
            && (failure = RequiredClaimsRule.Check(claims, issuer.Profile)) == TokenFailure.None
            && (failure = _mapping.TryMap(claims, issuer.Profile, trust, presented.Proof, out caller, out binding)) == TokenFailure.None
            && (failure = revocations.Check(token = Describe(new(presented.Token, bytes.Payload), claims, issuer, times, caller!, binding, trust.Version))) == TokenFailure.None;

        judgement = failure == TokenFailure.None
            ? new(TokenVerdict.Accept(token!), Evidence: new(trust, issuer!, keys!, times, now, epoch))
            : Refuse(failure, header, claims, issuer, keys);
    }

    // Apart, these two, so that an accepted token neither clears the room for them nor fetches their code.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Judgement Refuse(TokenFailure failure) => new(TokenVerdict.Refuse(failure));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Judgement Refuse(TokenFailure failure, in JoseHeader header, in TokenClaims claims, Issuer? issuer, IssuerKeySet? keys)
    {
        var unverified = new UnverifiedToken(issuer?.Profile.Name, OperatorText.Clean(claims[RegisteredClaim.Issuer]), OperatorText.Clean(header.KeyId));
        return failure == TokenFailure.KeyUnknown
            ? new(TokenVerdict.Refuse(failure, unverified), new(issuer, header.KeyId.Exists ? header.KeyId.GetString() : null, keys))
            : new(TokenVerdict.Refuse(failure, unverified));
    }

    private static TokenFailure CheckSignature(in CompactBytes bytes, in JoseHeader header, SignatureAlgorithm algorithm, IssuerKeySet? keys) =>
        keys is null ? TokenFailure.KeyUnknown : KeyRule.Check(header, algorithm, keys, bytes);

    private static VerifiedToken Describe(
        VerifiedClaims verified, in TokenClaims claims, Issuer issuer, TokenTimes times, Caller caller, TokenProof binding, long trustVersion) =>
        new()
        {
            IssuerName = issuer.Profile.Name,
            Caller = caller,
            ExpiresAt = times.Expires,
            IssuedAt = times.IssuedAt,
            TokenId = TextOf(claims, RegisteredClaim.TokenId),
            SessionId = TextOf(claims, RegisteredClaim.SessionId),
            Binding = binding,
            TrustVersion = trustVersion,
            Claims = verified,
        };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? TextOf(in TokenClaims claims, RegisteredClaim claim) => claims.Has(claim) ? claims[claim].GetString() : null;
}
