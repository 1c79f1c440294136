namespace ZeroTrust.Security.Audit.Journal;

/// <summary>A journal that was opened for writing, or why it was not.</summary>
/// <param name="Journal">Null after a failure.</param>
/// <param name="Failure">Why not.</param>
/// <param name="Detail">The same for the operator.</param>
internal sealed record JournalOpening(JournalAppender? Journal, JournalFailure Failure, string? Detail)
{
    /// <summary>Opens a journal, alone: takes its lock, looks where it ends, and repairs that where a crash tore it.</summary>
    public static JournalOpening Open(IJournalFolder folder, JournalSettings settings)
    {
        IDisposable? held = null;
        LineHasher? hasher = null;
        try
        {
            held = folder.TryLock();
            if (held is null)
            {
                return new(null, JournalFailure.Locked, "Another process writes this journal.");
            }

            hasher = new(settings.HashKey);
            var opening = Open(folder, settings, hasher, held);
            (held, hasher) = opening.Journal is null ? (held, hasher) : (null, null);
            return opening;
        }
        catch (JournalFileException fault)
        {
            return new(null, fault.Failure, fault.Message);
        }
        finally
        {
            hasher?.Dispose();
            held?.Dispose();
        }
    }

    private static JournalOpening Open(IJournalFolder folder, JournalSettings settings, LineHasher hasher, IDisposable held)
    {
        // A file system may ignore locks without a word, and then two processes would write over each other.
        using (var second = folder.TryLock())
        {
            if (second is not null)
            {
                return new(null, JournalFailure.Locked, "The file system keeps no locks, so another process cannot be kept out.");
            }
        }

        var recovery = new JournalRecovery(folder, hasher);
        return recovery.Recover() is { } found
            ? new(new JournalAppender(folder, settings, found, hasher, held), JournalFailure.None, null)
            : new(null, JournalFailure.Damaged, recovery.Damage);
    }
}
