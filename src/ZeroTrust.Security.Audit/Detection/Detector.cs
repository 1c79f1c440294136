using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>
/// Asks the rules about each event of the journal, once it outlasts a power cut and before whoever waits for it is told: what was refused for want of a journal did not
/// happen, and what happened is judged before its caller can go on. What a rule throws ends nothing but its look at that event. For one thread.
/// </summary>
internal sealed class Detector : IJournalTap
{
    private const int MaxHeld = 65_536;

    // What a throttle or a demand answers would keep the rule going that set it.
    private static readonly FrozenSet<string> OwnAnswers = FrozenSet.ToFrozenSet(["throttled", "step_up_required"], StringComparer.Ordinal);

    private readonly FrozenDictionary<string, DetectionRule[]> _byType;
    private readonly DetectionRule[] _rules;
    private readonly EventClock _events;
    private readonly AlertDesk _desk;
    private readonly DetectionMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Dictionary<string, long> _logged = new(StringComparer.Ordinal);
    private Observed[] _held = new Observed[16];
    private int _count;

    public Detector(AuditDetectionOptions options, AlertDesk desk, DetectionMetrics metrics, TimeProvider clock, ILogger logger)
    {
        (_desk, _metrics, _clock, _logger) = (desk, metrics, clock, logger);
        _events = new(options.Lateness);
        _rules = [.. options.Rules.Select(rule => RuleMaker.Make(rule, _events, options.Lateness, metrics))];
        _byType = _rules
            .SelectMany(static rule => rule.Rule.Types.Distinct(StringComparer.Ordinal), static (rule, type) => (type, rule))
            .GroupBy(static pair => pair.type, static pair => pair.rule, StringComparer.Ordinal)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        metrics.Begin(_rules);
    }

    public void Appended(in AuditRecord record, Guid id, bool required)
    {
        if (!_byType.ContainsKey(record.Decision.Type) || (record.Decision.Code is { } code && OwnAnswers.Contains(code)))
        {
            return;
        }

        if (_count == MaxHeld)
        {
            _metrics.Unseen();
            return;
        }

        if (_count == _held.Length)
        {
            Array.Resize(ref _held, _held.Length * 2);
        }

        _held[_count++] = new(record, id, required);
    }

    public void Committed(ICollection<AuditEvent> notes)
    {
        if (_count > 0)
        {
            var now = _clock.GetUtcNow().UtcTicks;
            LookAtClock(now);
            foreach (ref readonly var observed in _held.AsSpan(0, _count))
            {
                Ask(observed, now, notes);
            }

            Array.Clear(_held, 0, _count);
            _count = 0;
        }

        _desk.Tell(notes);
    }

    public void Withdrawn()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (!_held[i].Required)
            {
                _held[kept++] = _held[i];
            }
        }

        Array.Clear(_held, kept, _count - kept);
        _count = kept;
    }

    private void Ask(in Observed observed, long now, ICollection<AuditEvent> notes)
    {
        var time = _events.Advance(observed.Record.Decision.Time.UtcTicks, now);
        foreach (var rule in _byType[observed.Record.Decision.Type])
        {
            try
            {
                if (rule.Observe(observed, time) is { } detected)
                {
                    _desk.Raise(detected, notes);
                }
            }
            catch (Exception fault)
            {
                Note(rule.Rule.Name, fault);
            }
        }
    }

    private void LookAtClock(long now)
    {
        if (!_events.WasSetBack(now))
        {
            return;
        }

        DetectionLog.ClockSetBack(_logger);
        _events.StartAnew(now);
        foreach (var rule in _rules)
        {
            rule.Forget();
        }
    }

    private void Note(string rule, Exception fault)
    {
        _metrics.Faulted(rule);
        if (!_logged.TryGetValue(rule, out var last) || _clock.GetElapsedTime(last) >= TimeSpan.FromMinutes(1))
        {
            _logged[rule] = _clock.GetTimestamp();
            DetectionLog.RuleThrew(_logger, rule, fault.GetType().Name);
        }
    }
}
