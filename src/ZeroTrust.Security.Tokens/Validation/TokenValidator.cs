using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>Proves tokens: judges them, waits for keys where some are missing, and reports the outcome.</summary>
internal sealed class TokenValidator : ITokenValidator
{
    private readonly ITrustSource _trust;
    private readonly TimeProvider _time;
    private readonly TokenMetrics _metrics;
    private readonly ILogger<TokenValidator> _logger;
    private readonly TokenJudge _judge;

    public TokenValidator(ITrustSource trust, RevocationList revocations, TimeProvider time, TokenMetrics metrics, ILogger<TokenValidator> logger)
    {
        _trust = trust;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _judge = new(new(time, logger), revocations, metrics);
    }

    // Not async: with the key at hand nothing waits, so the common call builds no state machine.
    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken = default)
    {
        var started = _time.GetTimestamp();
        var activity = TokenActivity.Start();
        var trust = _trust.Current;
        var first = _judge.Judge(token, trust);
        if (first.Missing.Issuer is null)
        {
            return new(Report(first.Verdict, trust, started, activity));
        }

        var fetch = first.Missing.Issuer.Keys.FetchForAsync(first.Missing.KeyId, cancellationToken);
        if (fetch.IsCompletedSuccessfully)
        {
            return new(Report(LookAgain(token, trust, first, fetch.Result), trust, started, activity));
        }

        TokenActivity.Leave(activity);
        return FetchThenLookAgainAsync(token, trust, first, fetch, started, activity);
    }

    private async ValueTask<TokenVerdict> FetchThenLookAgainAsync(
        ReadOnlyMemory<char> token, TrustSnapshot trust, Judgement first, ValueTask<KeyFetch> fetch, long started, Activity? activity)
    {
        try
        {
            var outcome = await fetch.ConfigureAwait(false);
            return Report(LookAgain(token, trust, first, outcome), trust, started, activity);
        }
        finally
        {
            activity?.Dispose();
        }
    }

    /// <summary>Judges once more where there are other keys now, whoever brought them; the clock is read anew.</summary>
    private TokenVerdict LookAgain(ReadOnlyMemory<char> token, TrustSnapshot trust, Judgement first, KeyFetch fetch)
    {
        var keys = first.Missing.Issuer!.Keys.Current;
        var verdict = ReferenceEquals(keys, first.Missing.Seen) ? first.Verdict : _judge.Judge(token, trust).Verdict;
        return verdict.Failure == TokenFailure.KeyUnknown && (keys is null || fetch == KeyFetch.Unavailable)
            ? TokenVerdict.Refuse(TokenFailure.KeysUnavailable, verdict.Unverified)
            : verdict;
    }

    private TokenVerdict Report(TokenVerdict verdict, TrustSnapshot trust, long started, Activity? activity)
    {
        var issuerName = verdict.Token?.IssuerName ?? verdict.Unverified?.IssuerName;
        if (_metrics.Enabled)
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
