using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Opens the journal before the host serves anybody, and ends it after. A journal that cannot be opened stops the start.</summary>
internal sealed class AuditJournalService(AuditJournalOptions options, AuditRing ring, AuditLoop loop, AuditLosses losses, AuditMetrics metrics, TimeProvider clock, ILogger logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(options.Directory!);
        var opening = JournalOpening.Open(new DiskJournalFolder(directory), new() { HashKey = options.HashKey, Clock = clock });
        if (opening.Journal is not { } journal)
        {
            throw new InvalidOperationException($"The audit journal in {directory} cannot be opened ({AuditMetrics.Word(opening.Failure)}): {opening.Detail}");
        }

        AuditLog.Opened(logger, directory, journal.Head.Seq);
        var digests = options.DigestKey is { } key ? new DigestKey(options.DigestKeyId!, key) : DigestKey.OfProcess();
        var writer = new AuditWriter(ring, journal, new(digests), losses, metrics, options.FlushInterval, clock, logger);
        writer.Say("audit.start");
        loop.Start(writer);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => loop.StopAsync().WaitAsync(cancellationToken);
}
