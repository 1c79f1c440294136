using System.Numerics;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Recipients;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Counts and logs one issuer's fetches; the alarms of an outage once for each outage. Called by one fetch at a time.</summary>
internal sealed class KeyFetchReport(IssuerKeySettings settings, IssuerMetrics metrics, ILogger logger)
{
    /// <summary>The age of keys at which an outage becomes an alarm.</summary>
    public static readonly TimeSpan AlarmAge = TimeSpan.FromHours(1);

    private readonly string _issuer = settings.IssuerName;
    private readonly IKeyFetchLog _log = settings.ForEncryption ? new RecipientKeyLog(logger, settings.IssuerName) : new IssuerKeyLog(logger, settings.IssuerName);
    private bool _alarmed;
    private bool _expired;
    private int _keys = -1;
    private int _skipped = -1;
    private string? _lastProblem;

    public void Threw(Exception exception) => Try(() => _log.Threw(exception));

    public void Landed(KeyFetchOutcome outcome) => Try(() =>
    {
        metrics.CountFetch(_issuer, outcome.Load);
        if (outcome.Load.Succeeded)
        {
            Taken(outcome.Load, outcome.FailuresBefore);
        }
        else
        {
            Missed(outcome, outcome.Load.Problem);
        }
    });

    // A log or a listener that throws must not end what keeps the keys fresh.
    private static void Try(Action report)
    {
        try
        {
            report();
        }
#pragma warning disable RCS1075 // Whatever it is: see above.
        catch (Exception)
#pragma warning restore RCS1075
        {
            // There is nowhere left to say it; the age of the keys is still measured.
        }
    }

    private void Taken(KeyLoad load, int failuresBefore)
    {
        (_alarmed, _expired, _lastProblem) = (false, false, null);
        if (failuresBefore > 0)
        {
            _log.Recovered(failuresBefore);
        }

        // Said when it changes, not each quarter of an hour.
        if (load.Keys!.Count == _keys && load.Skipped.Count == _skipped)
        {
            return;
        }

        (_keys, _skipped) = (load.Keys.Count, load.Skipped.Count);
        _log.Taken(_keys, _skipped);
        foreach (var skipped in load.Skipped)
        {
            _log.Skipped(skipped);
        }
    }

    private void Missed(KeyFetchOutcome outcome, string problem)
    {
        var failures = outcome.FailuresBefore + 1;
        var isNews = !string.Equals(problem, _lastProblem, StringComparison.Ordinal);
        _lastProblem = problem;
        if (!isNews && !BitOperations.IsPow2(failures))
        {
            // A problem is said when it is new and at each doubling of the failures, not every few seconds of a long outage.
        }
        else if (outcome.Load.Alarming)
        {
            _log.Refused(problem);
        }
        else
        {
            _log.Failed(failures, outcome.NextTry, problem);
        }

        if (!_alarmed && outcome.Age >= AlarmAge)
        {
            _alarmed = true;
            if (outcome.EverHad)
            {
                _log.Stale(outcome.Age, settings.LastKnownGood);
            }
            else
            {
                _log.NeverHad(outcome.Age);
            }
        }

        if (!_expired && outcome.EverHad && outcome.Age >= settings.LastKnownGood)
        {
            _expired = true;
            _log.Expired(settings.LastKnownGood);
        }
    }
}
