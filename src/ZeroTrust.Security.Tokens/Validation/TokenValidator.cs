using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>
/// Proves tokens: finds those it remembers, judges the others, waits for keys where some are missing, and reports the outcome.
/// </summary>
internal sealed class TokenValidator : ITokenValidator, IDisposable
{
    private const long NotTimed = long.MinValue;

    private readonly ITrustSource _trust;
    private readonly TimeProvider _time;
    private readonly TokenMetrics _metrics;
    private readonly ILogger<TokenValidator> _logger;
    private readonly RecentTime _recent;
    private readonly TokenJudge _judge;

    public TokenValidator(
        ITrustSource trust,
        IRevocationCheck revocations,
        TimeProvider time,
        TokenMetrics metrics,
        ILogger<TokenValidator> logger,
        CacheMetrics? cacheMetrics = null)
    {
        _trust = trust;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        var clock = new ClockWatch(time, logger);
        _recent = new(clock, RecentTime.TicksBeside(time));
        _judge = new(clock, revocations, metrics);

        // Its own: a token that this validator took is not one that another takes.
        Cache = new(trust, time, revocations, cacheMetrics ?? new());
    }

    public VerifiedTokenCache Cache { get; }

    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken = default) =>
        ValidateAsync(token, default, cancellationToken);

    // Not async: with the token remembered or its key at hand nothing waits, so the common call builds no state machine.
    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, TokenProof proof, CancellationToken cancellationToken = default)
    {
        var started = _metrics.Enabled ? _time.GetTimestamp() : NotTimed;
        var activity = TokenActivity.Start();
        var trust = _trust.Current;
        if (!trust.Cache.IsOff && Cache.Find(token.Span, proof, trust, _recent) is { } known)
        {
            var verdict = TokenVerdict.Accept(known);
            return new(started == NotTimed && activity is null ? verdict : Report(verdict, trust, started, activity));
        }

        return JudgeAsync(new(token, proof), trust, started, activity, cancellationToken);
    }

    /// <summary>Forgets every token. What is validated after it is judged whole each time.</summary>
    public void Dispose() => Cache.Dispose();

    private ValueTask<TokenVerdict> JudgeAsync(
        Presented presented, TrustSnapshot trust, long started, Activity? activity, CancellationToken cancellationToken)
    {
        Judge(presented, trust, out var first);
        if (first.Missing.Issuer is null)
        {
            return new(Report(first.Verdict, trust, started, activity));
        }

        var fetch = first.Missing.Issuer.Keys.FetchForAsync(first.Missing.KeyId, cancellationToken);
        if (fetch.IsCompletedSuccessfully)
        {
            return new(Report(LookAgain(presented, trust, first, fetch.Result), trust, started, activity));
        }

        TokenActivity.Leave(activity);
        return FetchThenLookAgainAsync(presented, trust, first, fetch, started, activity);
    }

    private async ValueTask<TokenVerdict> FetchThenLookAgainAsync(
        Presented presented, TrustSnapshot trust, Judgement first, ValueTask<KeyFetch> fetch, long started, Activity? activity)
    {
        try
        {
            var outcome = await fetch.ConfigureAwait(false);
            return Report(LookAgain(presented, trust, first, outcome), trust, started, activity);
        }
        finally
        {
            activity?.Dispose();
        }
    }

    /// <summary>Judges once more where there are other keys now, whoever brought them; the clock is read anew.</summary>
    private TokenVerdict LookAgain(Presented presented, TrustSnapshot trust, in Judgement first, KeyFetch fetch)
    {
        var keys = first.Missing.Issuer!.Keys.Current;
        var verdict = first.Verdict;
        if (!ReferenceEquals(keys, first.Missing.Seen))
        {
            Judge(presented, trust, out var second);
            verdict = second.Verdict;
        }

        return verdict.Failure == TokenFailure.KeyUnknown && (keys is null || fetch == KeyFetch.Unavailable)
            ? TokenVerdict.Refuse(TokenFailure.KeysUnavailable, verdict.Unverified)
            : verdict;
    }

    private void Judge(in Presented presented, TrustSnapshot trust, out Judgement judgement)
    {
        _judge.Judge(presented, trust, out judgement);
        if (judgement.Verdict.Accepted)
        {
            Cache.Add(presented.Token.Span, judgement.Verdict.Token, judgement.Evidence);
        }
    }

    private TokenVerdict Report(TokenVerdict verdict, TrustSnapshot trust, long started, Activity? activity)
    {
        var issuerName = verdict.Token?.IssuerName ?? verdict.Unverified?.IssuerName;
        if (started != NotTimed)
        {
            _metrics.Validated(issuerName, verdict.Failure, _time.GetElapsedTime(started));
        }

        TokenActivity.Stop(activity, issuerName, verdict.Failure);
        if (!verdict.Accepted)
        {
            TokenLog.Refusal(_logger, verdict, trust);
        }

        return verdict;
    }
}
