namespace ZeroTrust.Security;

/// <summary>What a sink did with a batch. The default value says that nothing was stored.</summary>
public readonly record struct AuditSinkResult
{
    private readonly IReadOnlyList<AuditAside>? _aside;

    private AuditSinkResult(int stored, string? reason, TimeSpan retryAfter)
    {
        Stored = stored;
        Reason = reason;
        RetryAfter = retryAfter;
    }

    /// <summary>How many records from the first on are stored for good.</summary>
    /// <value>A number beyond the batch is taken for 0.</value>
    public int Stored { get; }

    /// <summary>Why not all, for the operator's log.</summary>
    /// <value>Null where all were stored. Neither a secret nor text of an event.</value>
    public string? Reason { get; }

    /// <summary>How long the sink asks to be left alone.</summary>
    /// <value>Zero where it does not say; more than ten minutes are taken for ten.</value>
    public TimeSpan RetryAfter { get; }

    /// <summary>Records that the target can never store: they are counted among <see cref="Stored"/>, so that those behind them go on, and stay in the journal.</summary>
    /// <value>Empty where there were none. Each is counted and logged by its id.</value>
    public IReadOnlyList<AuditAside> Aside
    {
        get => _aside ?? [];
        init => _aside = value;
    }

    /// <summary>All is stored for good: the next call brings the records behind.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="batch"/> is null.</exception>
    public static AuditSinkResult StoredAll(AuditSinkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new(batch.Records.Count, null, TimeSpan.Zero);
    }

    /// <summary>Some are stored for good: the rest comes again.</summary>
    /// <param name="count">How many, from the first on.</param>
    /// <param name="reason">Why not the rest.</param>
    /// <param name="retryAfter">How long to wait at least.</param>
    /// <returns>The result.</returns>
    public static AuditSinkResult StoredFirst(int count, string reason, TimeSpan retryAfter = default) => new(count, reason, retryAfter);

    /// <summary>Nothing is stored, or nobody knows: the batch comes again.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="retryAfter">How long to wait at least.</param>
    /// <returns>The result.</returns>
    public static AuditSinkResult Refused(string reason, TimeSpan retryAfter = default) => new(0, reason, retryAfter);
}
