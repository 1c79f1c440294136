using ZeroTrust.Security.Audit.Events;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>A rule at work: whether an event is of its kind, and under what key. For one thread.</summary>
internal abstract class DetectionRule(AuditRule rule, EventClock clock, DetectionMetrics metrics)
{
    private readonly KeyMaker _keys = new(rule.Fields);
    private readonly uint _outcomes = MaskOf(rule);

    public AuditRule Rule => rule;

    /// <summary>How many keys are kept.</summary>
    public abstract int Keys { get; }

    protected EventClock Clock => clock;

    protected DetectionMetrics Metrics => metrics;

    /// <summary>Looks at an event of one of its types.</summary>
    /// <param name="observed">The event.</param>
    /// <param name="time">When it happened, in ticks of UTC.</param>
    /// <returns>What it completes; null for most.</returns>
    public Detected? Observe(in Observed observed, long time) =>
        (_outcomes & (1u << (int)observed.Record.Decision.Outcome)) != 0 && _keys.TryMake(observed.Record, out var key) && Holds(observed)
            ? Count(key, observed, time)
            : null;

    /// <summary>Forgets everything that is bound to a time.</summary>
    public abstract void Forget();

    protected abstract Detected? Count(UInt128 key, in Observed observed, long time);

    private static uint MaskOf(AuditRule rule) => rule switch
    {
        { Kind: AuditRuleKind.Sequence, Outcomes.Count: 0 } => Mask([AuditOutcome.Denied, AuditOutcome.Failed, rule.Then]),
        { Kind: AuditRuleKind.Sequence } => Mask([.. rule.Outcomes, rule.Then]),
        { Outcomes.Count: 0 } => ~Mask([AuditOutcome.Started]),
        _ => Mask(rule.Outcomes),
    };

    private static uint Mask(IReadOnlyList<AuditOutcome> outcomes) => outcomes.Aggregate(0u, static (mask, outcome) => mask | (1u << (int)outcome));

    private bool Holds(in Observed observed)
    {
        if (rule.Condition is not { } condition)
        {
            return true;
        }

        ref readonly var record = ref observed.Record;
        return condition((record.Event ?? record.Decision.ToEvent()) with { Id = observed.Id, Class = record.Class });
    }
}
