namespace ZeroTrust.Security;

/// <summary>The rules by which the audit journal is watched while it is written.</summary>
public sealed class AuditDetectionOptions
{
    private readonly Dictionary<string, AuditRule> _rules = new(StringComparer.Ordinal);

    /// <summary>By how much events may come out of order and count as if they had not. A rule whose <c>Within</c> is shorter takes that. Later ones are counted and left out.</summary>
    /// <value>0 to 1 minute; the default is 2 seconds.</value>
    public TimeSpan Lateness { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many alerts of one rule are recorded and handed on in a minute. The others are one record with their count; what a rule does besides is done for each.</summary>
    /// <value>1 to 10,000; the default is 60.</value>
    public int MaxAlertsPerMinute { get; set; } = 60;

    internal IReadOnlyCollection<AuditRule> Rules => _rules.Values;

    internal List<SettingFault> Faults { get; } = [];

    /// <summary>Adds a rule, or goes on with the one of that name.</summary>
    /// <param name="name">1 to 64 of <c>a-z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c>; it stands in alerts, logs and measurements.</param>
    /// <returns>The rule, to be said more of.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public AuditRule Rule(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_rules.TryGetValue(name, out var rule))
        {
            _rules.Add(name, rule = new(name));
        }

        return rule;
    }
}
