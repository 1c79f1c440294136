using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>
/// Runs the rules in the documented order: shape, issuer, type, algorithm, audience, times, key, signature, required claims. The first
/// that fails is the verdict, and nothing of a refused token becomes an identity.
/// </summary>
internal sealed class TokenValidator(
    ITrustSource trustSource, TimeProvider clock, TokenMetrics metrics, ILogger<TokenValidator> logger) : ITokenValidator
{
    // Room for an ordinary token on the stack; a longer one rents.
    private const int StackBytes = 4096;
    private const int HeaderNodes = 32;
    private const int PayloadNodes = 128;

    private readonly CallerMapping _mapping = new(metrics);
    private readonly ClockWatch _clock = new(clock, logger);

    // Not async: with the key at hand nothing waits, so the common call builds no state machine.
    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        var activity = TokenActivity.Start();
        var trust = trustSource.Current;
        var verdict = Judge(token.Span, trust, out var missing);
        if (missing.Issuer is null)
        {
            return new(Report(verdict, trust, started, activity));
        }

        var fetch = missing.Issuer.Keys.FetchForAsync(missing.KeyId, cancellationToken);
        if (fetch.IsCompletedSuccessfully)
        {
            return new(Report(LookAgain(token.Span, trust, verdict, missing, fetch.Result), trust, started, activity));
        }

        TokenActivity.Leave(activity);
        return FetchThenLookAgainAsync(token, trust, verdict, missing, fetch, started, activity);
    }

    private async ValueTask<TokenVerdict> FetchThenLookAgainAsync(
        ReadOnlyMemory<char> token, TrustSnapshot trust, TokenVerdict first, MissingKey missing, ValueTask<KeyFetch> fetch, long started, Activity? activity)
    {
        try
        {
            var outcome = await fetch.ConfigureAwait(false);
            return Report(LookAgain(token.Span, trust, first, missing, outcome), trust, started, activity);
        }
        finally
        {
            activity?.Dispose();
        }
    }

    /// <summary>Judges once more where there are other keys now, whoever brought them; the clock is read anew.</summary>
    private TokenVerdict LookAgain(ReadOnlySpan<char> token, TrustSnapshot trust, TokenVerdict first, MissingKey missing, KeyFetch fetch)
    {
        var keys = missing.Issuer!.Keys.Current;
        var verdict = ReferenceEquals(keys, missing.Seen) ? first : Judge(token, trust, out _);
        return verdict.Failure == TokenFailure.KeyUnknown && (keys is null || fetch == KeyFetch.Unavailable)
            ? TokenVerdict.Refuse(TokenFailure.KeysUnavailable, verdict.Unverified)
            : verdict;
    }

    private TokenVerdict Judge(ReadOnlySpan<char> token, TrustSnapshot trust, out MissingKey missing)
    {
        missing = default;
        var failure = CompactToken.TryCut(token, new(trust.MaxTokenBytes, trust.MaxHeaderBytes), out var parts);
        if (failure != TokenFailure.None || parts.Payload.IsEmpty)
        {
            return TokenVerdict.Refuse(failure == TokenFailure.None ? TokenFailure.Malformed : failure);
        }

        using var bytes = CompactBytes.Decode(parts, stackalloc byte[StackBytes]);
        using var headerJson = StrictJson.Read(bytes.Header, stackalloc JsonNode[HeaderNodes]);
        failure = JoseHeader.TryRead(headerJson, out var header);
        if (failure != TokenFailure.None)
        {
            return TokenVerdict.Refuse(failure);
        }

        using var payloadJson = StrictJson.Read(bytes.Payload, stackalloc JsonNode[PayloadNodes]);
        failure = TokenClaims.TryRead(payloadJson, out var claims);
        return failure == TokenFailure.None
            ? Judge(bytes, header, claims, trust, out missing)
            : TokenVerdict.Refuse(failure, new(null, null, OperatorText.Clean(header.KeyId)));
    }

    private TokenVerdict Judge(CompactBytes bytes, JoseHeader header, TokenClaims claims, TrustSnapshot trust, out MissingKey missing)
    {
        missing = default;
        Caller? caller = null;
        SignatureAlgorithm algorithm = default;
        TokenTimes times = default;
        var failure = IssuerRule.Check(claims, trust, out var issuer);
        _ = failure == TokenFailure.None
            && (failure = TypeRule.Check(header, claims, issuer!.Profile)) == TokenFailure.None
            && (failure = AlgorithmRule.Check(header, issuer.Profile.Algorithms, out algorithm)) == TokenFailure.None
            && (failure = AudienceRule.Check(claims, issuer.Profile.Audiences)) == TokenFailure.None
            && (failure = LifetimeRule.Check(claims, issuer.Profile, _clock.Now(), out times)) == TokenFailure.None
            && (failure = CheckSignature(bytes, header, algorithm, issuer, out missing)) == TokenFailure.None
            && (failure = RequiredClaimsRule.Check(claims, issuer.Profile)) == TokenFailure.None
            && (failure = _mapping.TryMap(claims, issuer.Profile, trust, out caller)) == TokenFailure.None;

        return failure == TokenFailure.None
            ? Accept(bytes, claims, issuer!, times, caller!, trust.Version)
            : TokenVerdict.Refuse(failure, Unverified(header, claims, issuer));
    }

    private static TokenFailure CheckSignature(
        CompactBytes bytes, JoseHeader header, SignatureAlgorithm algorithm, Issuer issuer, out MissingKey missing)
    {
        var keys = issuer.Keys.Current;
        var failure = keys is null ? TokenFailure.KeyUnknown : KeyRule.Check(header, algorithm, keys, bytes);
        missing = failure == TokenFailure.KeyUnknown
            ? new(issuer, header.KeyId.Exists ? header.KeyId.GetString() : null, keys)
            : default;
        return failure;
    }

    private static TokenVerdict Accept(
        CompactBytes bytes, TokenClaims claims, Issuer issuer, TokenTimes times, Caller caller, long trustVersion) =>
        TokenVerdict.Accept(new()
        {
            IssuerName = issuer.Profile.Name,
            Caller = caller,
            ExpiresAt = times.Expires,
            IssuedAt = times.IssuedAt,
            TokenId = TextOf(claims, RegisteredClaim.TokenId),
            SessionId = TextOf(claims, RegisteredClaim.SessionId),
            TrustVersion = trustVersion,
            Claims = new VerifiedClaims(bytes.Payload.ToArray()),
        });

    private static string? TextOf(TokenClaims claims, RegisteredClaim claim) => claims.Has(claim) ? claims[claim].GetString() : null;

    private static UnverifiedToken Unverified(JoseHeader header, TokenClaims claims, Issuer? issuer) =>
        new(issuer?.Profile.Name, OperatorText.Clean(claims[RegisteredClaim.Issuer]), OperatorText.Clean(header.KeyId));

    private TokenVerdict Report(TokenVerdict verdict, TrustSnapshot trust, long started, Activity? activity)
    {
        var issuerName = verdict.Token?.IssuerName ?? verdict.Unverified?.IssuerName;
        if (metrics.Enabled)
        {
            metrics.Validated(issuerName, verdict.Failure, clock.GetElapsedTime(started));
        }

        TokenActivity.Stop(activity, issuerName, verdict.Failure);
        if (!verdict.Accepted)
        {
            TokenLog.Refusal(logger, verdict, trust);
        }

        return verdict;
    }
}
