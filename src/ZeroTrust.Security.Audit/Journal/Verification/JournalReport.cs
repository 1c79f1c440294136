namespace ZeroTrust.Security.Audit;

/// <summary>What a <see cref="JournalVerifier"/> found.</summary>
public sealed record JournalReport
{
    /// <summary>The result in one word.</summary>
    public required JournalVerdict Verdict { get; init; }

    /// <summary>The first bad record.</summary>
    /// <value>Null unless the verdict is <see cref="JournalVerdict.Damaged"/>.</value>
    public JournalFinding? Finding { get; init; }

    /// <summary>The journal's name, 32 hexadecimal digits.</summary>
    /// <value>Empty where no record is.</value>
    public string Journal { get; init; } = "";

    /// <summary>How many good records were read, up to the finding where there is one.</summary>
    public long Records { get; init; }

    /// <summary>The number of the first record that is there; 0 without any. Above 1 the records before were retired.</summary>
    public long First { get; init; }

    /// <summary>The number of the last good record; 0 without any.</summary>
    public long Last { get; init; }

    /// <summary>The hash of the last good record, 64 hexadecimal digits.</summary>
    public string HeadHash { get; init; } = "";

    /// <summary>How many files were read.</summary>
    public int Segments { get; init; }

    /// <summary>How many signed heads were found right.</summary>
    public int Checkpoints { get; init; }

    /// <summary>Whether the last record says that the journal was closed; otherwise it is written to, or its process ended without a word.</summary>
    public bool Closed { get; init; }

    /// <summary>How often a crash was repaired, as the records say.</summary>
    public int Repairs { get; init; }

    /// <summary>How many bytes are there that were never acknowledged and count no more.</summary>
    public long SupersededBytes { get; init; }

    /// <summary>How often the wall clock went another way than the one nobody sets, by more than a second.</summary>
    public int ClockSteps { get; init; }
}
