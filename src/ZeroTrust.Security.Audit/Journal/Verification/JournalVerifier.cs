using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit;

/// <summary>
/// Checks a journal offline, record by record, in as much memory as one line takes: that each is as it was written and follows the one before.
/// It writes nothing, takes no lock and may run while the journal is written. Threads may share it.
/// </summary>
public static class JournalVerifier
{
    /// <summary>Checks the journal of a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="verification">Keys and signed heads; null for none, which proves less.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>What was found. A journal that was tampered with is a result, not an exception.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException"><see cref="JournalVerification.CheckpointKeys"/> is no key set.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static JournalReport Verify(string directory, JournalVerification? verification = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var path = Path.GetFullPath(directory);
        return Directory.Exists(path)
            ? Verify(new DiskJournalFolder(path), verification ?? new(), JournalHead.None, cancellationToken)
            : throw new DirectoryNotFoundException($"{path} is not there.");
    }

    internal static JournalReport Verify(IJournalFolder folder, JournalVerification verification, CancellationToken cancellationToken = default) =>
        Verify(folder, verification, JournalHead.None, cancellationToken);

    /// <summary>The same from behind a record that is known; the first file begins with the one after it.</summary>
    internal static JournalReport Verify(IJournalFolder folder, JournalVerification verification, JournalHead start, CancellationToken cancellationToken = default)
    {
        var layout = JournalLayout.Read(folder);
        var keyed = layout.Segments.Any(static segment => segment.Header?.Hashing == LineHasher.Keyed);
        using var hasher = keyed && verification.HashKey is null ? null : new LineHasher(verification.HashKey);
        using var keys = verification.CheckpointKeys is null ? null : new CheckpointKeys(verification.CheckpointKeys);
        var checkpoints = new CheckpointJudge(verification.Checkpoints.Concat(CheckpointFile.Read(folder)).Distinct(StringComparer.Ordinal), keys);
        return new JournalWalk(folder, layout, hasher, verification, checkpoints, keys).Run(start, cancellationToken);
    }
}
