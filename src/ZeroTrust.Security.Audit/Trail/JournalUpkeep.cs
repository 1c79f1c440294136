using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// What is done beside the writing of a journal while it is open: what earlier runs left without an outcome is found, heads are signed, and old
/// files deleted.
/// </summary>
/// <param name="options">How.</param>
/// <param name="chores">What is done again and again.</param>
/// <param name="sinks">Who has to have stored what is deleted.</param>
/// <param name="metrics">Counts.</param>
/// <param name="clock">What times are measured by.</param>
/// <param name="logger">Where it says so.</param>
/// <param name="ring">The signer of the key ring, where there is one.</param>
/// <param name="record">Records an event of the trail, and completes when it is on disk.</param>
internal sealed class JournalUpkeep(
    AuditJournalOptions options, AuditChores chores, AuditSinks sinks, AuditMetrics metrics, TimeProvider clock, ILogger logger, IJwsSigner? ring, Func<AuditEvent, ValueTask> record) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowTick = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastHeadTime = TimeSpan.FromSeconds(5);

    private readonly AuditSigningKey? _key = options.CheckpointKey is { } pem ? AuditSigningKey.FromPem(pem) : null;
    private HeadSigning? _heads;
    private JournalAppender? _ended;

    /// <summary>Finds its work. Nothing is done yet.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="feed">How far it is.</param>
    /// <param name="commit">Writes a record of the journal's own, for as long as its writer runs.</param>
    /// <exception cref="InvalidOperationException">Old files are to be deleted, and nobody can sign for it.</exception>
    public void Open(JournalAppender journal, JournalFeed feed, Func<byte[], Task<bool>> commit)
    {
        var recovery = new IntentRecovery(feed, record, commit, clock, logger);
        chores.Add(new("recovery", SlowTick, recovery.RunAsync, clock, logger));
        var limits = new RetentionLimits(options.RetentionAge, options.RetentionBytes, options.RetentionHardBytes);
        IJwsSigner? signer = _key ?? ring;
        if (signer is null)
        {
            if (limits.Any)
            {
                throw new InvalidOperationException("The audit journal deletes files only with a signed tombstone. Set CheckpointKey, or add the key ring with AddServiceTokens.");
            }

            return;
        }

        var settings = new CheckpointSettings(signer) { EveryRecords = options.CheckpointEvents, Every = options.CheckpointInterval, Clock = clock };
        _heads = new(feed, journal.Name, settings, head => _ended is { } ended ? Task.FromResult(ended.CommitOwn(head).Succeeded) : commit(head));
        chores.Add(new("checkpoint", Tick, _heads.SignIfDueAsync, clock, logger));
        if (limits.Any)
        {
            var retention = new JournalRetention(feed.Folder, journal.Name, signer, commit, clock);
            chores.Add(new("retention", SlowTick, cancelled => RetireAsync(retention, limits, feed, cancelled), clock, logger));
        }
    }

    /// <summary>Signs the head of a journal that nobody writes to any more, so that nothing can be cut off its end. Failures are logged.</summary>
    public async Task SignLastAsync(JournalAppender journal)
    {
        if (_heads is not { } heads)
        {
            return;
        }

        _ended = journal;
        using var timeout = new CancellationTokenSource(LastHeadTime, clock);
        try
        {
            await heads.SignAsync(journal.Head, timeout.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The signer is somebody else's; the journal ends all the same.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            AuditLog.LastHeadNotSigned(logger, fault.GetType().Name, fault);
        }
    }

    public void Dispose() => _key?.Dispose();

    private async ValueTask RetireAsync(JournalRetention retention, RetentionLimits limits, JournalFeed feed, CancellationToken cancellationToken)
    {
        var shipped = sinks.Followers.Count == 0 ? long.MaxValue : sinks.Followers.Min(static sink => sink.Stored);
        var result = await retention.RetireAsync(limits, feed.End.Segment, shipped, cancellationToken).ConfigureAwait(false);
        if (result.Segments > 0)
        {
            metrics.Retired(result.Segments);
            AuditLog.Retired(logger, result.Segments);
            _heads!.Forget(result.Last);
        }

        if (result.Unshipped > 0)
        {
            AuditLog.RetiredUnshipped(logger, result.Unshipped);
        }

        if (result.Failure != JournalFailure.None)
        {
            throw new JournalFileException(result.Failure, "Old files of the audit journal could not be deleted.");
        }
    }
}
