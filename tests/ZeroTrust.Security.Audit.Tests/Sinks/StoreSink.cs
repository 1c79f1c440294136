namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>Stores by id, as a database does, and counts what came again. What it does before is up to the test.</summary>
internal sealed class StoreSink(string name = "store") : IAuditSink
{
    private readonly Dictionary<Guid, string> _stored = [];

    public string Name => name;

    /// <summary>What it does with the given attempt, counted from 1; null stores.</summary>
    public Func<int, AuditSinkBatch, CancellationToken, ValueTask<AuditSinkResult>?> Behaviour { get; set; } = static (_, _, _) => null;

    /// <summary>What is kept of a line; the line itself unless many sinks share theirs.</summary>
    public Func<string, string> Keep { get; init; } = static line => line;

    public int Attempts { get; private set; }

    /// <summary>How many records came again.</summary>
    public int Copies { get; private set; }

    /// <summary>How many calls run at once at most.</summary>
    public int Overlap { get; private set; }

    public IReadOnlyDictionary<Guid, string> Stored => _stored;

    private int Running { get; set; }

    public async ValueTask<AuditSinkResult> WriteAsync(AuditSinkBatch batch, CancellationToken cancellationToken)
    {
        Overlap = Math.Max(Overlap, ++Running);
        try
        {
            return Behaviour(++Attempts, batch, cancellationToken) is { } other ? await other.ConfigureAwait(false) : Store(batch, batch.Records.Count);
        }
        finally
        {
            Running--;
        }
    }

    public AuditSinkResult Store(AuditSinkBatch batch, int count)
    {
        foreach (var record in batch.Records.Take(count))
        {
            var line = Keep(System.Text.Encoding.ASCII.GetString(record.Line.Span));
            if (!_stored.TryAdd(record.Id, line))
            {
                Copies++;
                Assert.Equal(_stored[record.Id], line);
            }
        }

        return count == batch.Records.Count ? AuditSinkResult.StoredAll(batch) : AuditSinkResult.StoredFirst(count, "no more");
    }
}
