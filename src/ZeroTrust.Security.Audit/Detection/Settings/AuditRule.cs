using ZeroTrust.Security.Audit.Detection;

namespace ZeroTrust.Security;

/// <summary>
/// One rule: which events it looks at, what it counts them by, and when that is an alert. Used while the service starts, by one thread; what is wrong with a
/// rule is said at the start.
/// </summary>
/// <example>
/// <code>
/// detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6));
/// </code>
/// </example>
public sealed class AuditRule
{
    internal AuditRule(string name) => Name = name;

    internal string Name { get; }

    internal AuditRuleKind Kind { get; private set; }

    internal IReadOnlyList<string> Types { get; private set; } = [];

    internal IReadOnlyList<AuditOutcome> Outcomes { get; private set; } = [];

    internal IReadOnlyList<AuditField> Fields { get; private set; } = [];

    internal AuditField Other { get; private set; }

    internal AuditOutcome Then { get; private set; }

    internal Func<AuditEvent, bool>? Condition { get; private set; }

    internal int? Least { get; private set; }

    internal TimeSpan? Window { get; private set; }

    internal TimeSpan? Learning { get; private set; }

    internal double Factor { get; private set; }

    internal TimeSpan? Pause { get; private set; }

    internal int Keys { get; private set; } = 65_536;

    internal IReadOnlyList<AuditResponse> Responses { get; private set; } = [];

    /// <summary>The cool-down that is in force.</summary>
    internal TimeSpan Quiet => Pause ?? (Window > TimeSpan.FromMinutes(1) ? Window.Value : TimeSpan.FromMinutes(1));

    /// <summary>Which types of event it looks at.</summary>
    /// <param name="types">At least one, such as <c>refund</c> or <c>access</c>, compared ordinally. Types that begin with <c>detection.</c> are none.</param>
    /// <returns>The same rule.</returns>
    public AuditRule On(params string[] types)
    {
        ArgumentNullException.ThrowIfNull(types);
        Types = [.. types];
        return this;
    }

    /// <summary>Which outcomes it looks at.</summary>
    /// <param name="outcomes">At least one. Unless it is said: every outcome but <see cref="AuditOutcome.Started"/>, so that an act with intent and outcome counts once.</param>
    /// <returns>The same rule.</returns>
    public AuditRule WithOutcome(params AuditOutcome[] outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        Outcomes = [.. outcomes];
        return this;
    }

    /// <summary>Asks code whether an event counts, after everything else about it fits.</summary>
    /// <param name="condition">
    /// Called on the thread that writes the journal: it must return at once and wait for nothing. What it throws is counted and logged, and the event does not count for this rule.
    /// For decisions about requests an object is made each time.
    /// </param>
    /// <returns>The same rule.</returns>
    public AuditRule When(Func<AuditEvent, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Condition = condition;
        return this;
    }

    /// <summary>What events are told apart by: each combination of values is counted alone. Responses are about the first field.</summary>
    /// <param name="fields">At least one. An event that lacks one of them does not count.</param>
    /// <returns>The same rule.</returns>
    public AuditRule By(params AuditField[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = [.. fields];
        return this;
    }

    /// <summary>How many it takes.</summary>
    /// <param name="count">1 to 1,000.</param>
    /// <returns>The same rule.</returns>
    public AuditRule AtLeast(int count)
    {
        Least = count;
        return this;
    }

    /// <summary>Within what time, by the times of the events: two that are exactly as far apart are within it.</summary>
    /// <param name="time">1 second to 1 day.</param>
    /// <returns>The same rule.</returns>
    public AuditRule Within(TimeSpan time)
    {
        Window = time;
        return this;
    }

    /// <summary>Counts how many different values of a field the events of a key have, instead of how many there are: one address, many users.</summary>
    /// <param name="field">The field. An event that lacks it does not count.</param>
    /// <returns>The same rule.</returns>
    public AuditRule CountingDistinct(AuditField field)
    {
        (Kind, Other) = (AuditRuleKind.Distinct, field);
        return this;
    }

    /// <summary>Is an alert only once, after so many events, one of this outcome follows within the time: failures, and then a success.</summary>
    /// <param name="outcome">How it ends. The events before are those of <see cref="WithOutcome"/>; unless that is said, denials and failures.</param>
    /// <returns>The same rule.</returns>
    public AuditRule FollowedBy(AuditOutcome outcome)
    {
        (Kind, Then) = (AuditRuleKind.Sequence, outcome);
        return this;
    }

    /// <summary>
    /// Is an alert whenever a key has a value of the field for the first time: a service that calls an endpoint it never called, a key from a new address. Takes neither
    /// <see cref="AtLeast"/> nor <see cref="Within"/>.
    /// </summary>
    /// <param name="field">The field. An event that lacks it does not count.</param>
    /// <param name="learning">
    /// How long after the start everything is taken for known, since what was seen is not kept over a restart: 1 minute to 30 days. What an attacker does meanwhile is learned too.
    /// </param>
    /// <returns>The same rule.</returns>
    public AuditRule FirstSeen(AuditField field, TimeSpan learning)
    {
        (Kind, Other, Learning) = (AuditRuleKind.FirstSeen, field, learning);
        return this;
    }

    /// <summary>
    /// Is an alert only where there are so many times the events that the same key had before: its own average over the eight spans of <see cref="Within"/> before the last.
    /// A key that was never seen has the average 0, so that <see cref="AtLeast"/> alone decides. Spans are counted from 1970 on, not from the event.
    /// </summary>
    /// <param name="factor">2 to 1,000.</param>
    /// <returns>The same rule.</returns>
    public AuditRule AboveOwnAverage(double factor)
    {
        (Kind, Factor) = (AuditRuleKind.Baseline, factor);
        return this;
    }

    /// <summary>How long a key raises no other alert of this rule after one, by the times of the events. What comes meanwhile belongs to that alert.</summary>
    /// <param name="time">At least <see cref="Within"/>, at most 1 day. Unless it is said: a minute, or <see cref="Within"/> where that is longer.</param>
    /// <returns>The same rule.</returns>
    public AuditRule CoolDown(TimeSpan time)
    {
        Pause = time;
        return this;
    }

    /// <summary>What is done about whoever the first field of <see cref="By"/> names, besides the alert.</summary>
    /// <param name="responses">None takes back what was said before.</param>
    /// <returns>The same rule.</returns>
    public AuditRule Respond(params AuditResponse[] responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        Responses = [.. responses];
        return this;
    }

    /// <summary>How many keys it keeps at most. When there are more, those of which least is known are given up first, and counted.</summary>
    /// <param name="keys">1,024 to 1,048,576; the default is 65,536. Each takes about 160 bytes with one event, and 40 for each further one.</param>
    /// <returns>The same rule.</returns>
    public AuditRule MaxKeys(int keys)
    {
        Keys = keys;
        return this;
    }
}
