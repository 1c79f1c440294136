using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// Opens the journal before any other service starts, and ends it after all have stopped. A journal that cannot be opened stops the start. Its sinks are
/// handed nothing before the host has started, and what is left at the end.
/// </summary>
internal sealed class AuditJournalService(
    AuditJournalOptions options, AuditRing ring, AuditLoop loop, AuditLosses losses, AuditMetrics metrics, AuditSinks sinks, AuditChores chores, JournalUpkeep upkeep,
    TimeProvider clock, ILogger logger, string contentRoot, IJournalTap? tap = null)
    : IHostedLifecycleService, IAsyncDisposable, IDisposable
{
    // A disk that hangs does not keep the service from ending.
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(5);

    private JournalAppender? _journal;
    private JournalFeed? _feed;
    private bool _phased;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _phased = true;
        Open();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not every host knows the phases around it.
        if (!_phased)
        {
            Open();
            sinks.Start();
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        sinks.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _phased ? Task.CompletedTask : EndAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => EndAsync(cancellationToken);

    public void Dispose() => _ = EndAsync(new(canceled: true));

    public ValueTask DisposeAsync() => new(EndAsync(new(canceled: true)));

    private void Open()
    {
        var directory = Path.GetFullPath(options.Directory!, contentRoot);
        var folder = new DiskJournalFolder(directory);
        var opening = JournalOpening.Open(folder, Settings());
        if (opening.Journal is not { } journal)
        {
            throw new InvalidOperationException($"The audit journal in {directory} cannot be opened ({AuditMetrics.Word(opening.Failure)}): {opening.Detail}");
        }

        AuditLog.Opened(logger, directory, journal.Head.Seq);
        _journal = journal;
        var feed = _feed = new JournalFeed(folder);
        feed.Publish(journal);
        sinks.Open(feed);
        var digests = options.DigestKey is { } key ? new DigestKey(options.DigestKeyId!, key) : DigestKey.OfProcess();
        var writer = new AuditWriter(ring, journal, new(digests), losses, metrics, options.FlushInterval, clock, logger, feed, tap);
        writer.Say("audit.start");
        upkeep.Open(journal, feed, record => CommitAsync(writer, record));
        metrics.Begin(loop, chores.All);
        loop.Start(writer);
        chores.Start();
    }

    private JournalSettings Settings() => new()
    {
        HashKey = options.HashKey,
        SegmentBytes = options.SegmentBytes,
        SegmentAge = options.SegmentAge,
        LowSpaceBytes = options.LowSpaceBytes,
        Clock = clock,
    };

    private Task<bool> CommitAsync(AuditWriter writer, byte[] record)
    {
        var committed = writer.Commits.AddAsync(record);
        loop.Wake();
        return committed;
    }

    // The lock is held until the sinks are done: nobody else keeps their places meanwhile.
    private async Task EndAsync(CancellationToken hurry)
    {
        if (Interlocked.Exchange(ref _journal, null) is not { } journal)
        {
            return;
        }

        await chores.StopAsync(hurry).ConfigureAwait(false);
        try
        {
            await loop.StopAsync().WaitAsync(WriteTime, clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            AuditLog.Hanging(logger);
            return;
        }

        await upkeep.SignLastAsync(journal).ConfigureAwait(false);
        journal.Finish();
        _feed!.Publish(journal);
        await sinks.StopAsync(hurry).ConfigureAwait(false);
        journal.Dispose();
    }
}
