namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What became of one call of a sink.</summary>
/// <param name="Stored">How many records are stored.</param>
/// <param name="Failure">Why not all.</param>
internal readonly record struct SinkCall(int Stored, SinkFailure Failure)
{
    public string? Reason { get; init; }

    public TimeSpan RetryAfter { get; init; }

    public Exception? Exception { get; init; }

    /// <summary>Which of the stored ones the target can never store.</summary>
    public IReadOnlyList<AuditAside> Aside { get; init; } = [];

    /// <summary>Calls the sink, and believes no number that cannot be.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="batch">What it is to store.</param>
    /// <param name="timedOut">Cancelled when the call has taken too long.</param>
    /// <param name="stopping">Cancelled when the service stops.</param>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public static async ValueTask<SinkCall> MakeAsync(IAuditSink sink, AuditSinkBatch batch, CancellationToken timedOut, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timedOut, stopping);
        try
        {
            return Of(await sink.WriteAsync(batch, either.Token).ConfigureAwait(false), batch.Records.Count);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException fault) when (timedOut.IsCancellationRequested)
        {
            return new(0, SinkFailure.TimedOut) { Exception = fault };
        }
#pragma warning disable CA1031 // Code of others: whatever it throws, the delivery goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new(0, SinkFailure.Threw) { Reason = fault.GetType().Name, Exception = fault };
        }
    }

    private static SinkCall Of(AuditSinkResult result, int count) => result.Stored switch
    {
        var stored when stored == count => new(count, SinkFailure.None) { Aside = result.Aside },
        var stored when stored < 0 || stored > count => new(0, SinkFailure.WrongAnswer) { Reason = "stored a number of records that cannot be", RetryAfter = result.RetryAfter },
        var stored => new(stored, SinkFailure.Refused) { Reason = result.Reason, RetryAfter = result.RetryAfter, Aside = result.Aside },
    };
}
