namespace ZeroTrust.Security;

/// <summary>Records that follow each other in the journal, as a sink is handed them. Immutable.</summary>
public sealed class AuditSinkBatch
{
    /// <summary>Makes a batch, as tests of a sink do.</summary>
    /// <param name="journal">The journal's name.</param>
    /// <param name="records">At least one record; not changed afterwards.</param>
    /// <exception cref="ArgumentException">There is no record.</exception>
    public AuditSinkBatch(string journal, IReadOnlyList<AuditSinkRecord> records)
    {
        ArgumentException.ThrowIfNullOrEmpty(journal);
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0)
        {
            throw new ArgumentException("A batch has at least one record.", nameof(records));
        }

        Journal = journal;
        Records = records;
    }

    /// <summary>The journal's name, which no other journal has.</summary>
    /// <value>32 hexadecimal digits.</value>
    public string Journal { get; }

    /// <summary>The records, in the journal's order.</summary>
    /// <value>At least one.</value>
    public IReadOnlyList<AuditSinkRecord> Records { get; }

    /// <summary>The place that is reached once all are stored: the number of the last one.</summary>
    /// <value>1 or more.</value>
    public long Last => Records[^1].Number;
}
