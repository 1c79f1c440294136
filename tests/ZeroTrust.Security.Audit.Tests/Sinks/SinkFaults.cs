namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>The ways in which a sink fails.</summary>
internal static class SinkFaults
{
    /// <summary>Stores, and then does not say so: what is stored comes again.</summary>
    public const string StoresHalf = "stores half and throws";

    public static IReadOnlyList<string> All { get; } = ["refuses", "throws", "hangs", "is slow", "answers wrongly", "flaps", StoresHalf];

    /// <returns>Null where it does for once what it should.</returns>
    public static ValueTask<AuditSinkResult>? Misbehave(string fault, StoreSink sink, TimeProvider clock, int attempt, AuditSinkBatch batch, CancellationToken cancelled)
    {
        switch (fault)
        {
            case "refuses":
                return new(AuditSinkResult.Refused("down"));
            case "throws":
                throw new IOException("down");
            case "hangs":
                return new(HangAsync(cancelled));
            case "is slow":
                return new(StoreLateAsync(sink, clock, batch));
            case "answers wrongly":
                return new(AuditSinkResult.StoredFirst(attempt % 2 == 0 ? -1 : batch.Records.Count + 1, "wrong"));
            case "flaps":
                return clock.GetUtcNow().Second % 10 < 7 ? new(AuditSinkResult.Refused("down")) : null;
            default:
                sink.Store(batch, batch.Records.Count / 2);
                throw new IOException("the connection broke");
        }
    }

    private static async Task<AuditSinkResult> HangAsync(CancellationToken cancelled)
    {
        var never = new TaskCompletionSource<AuditSinkResult>();
        await using var _ = cancelled.Register(() => never.TrySetCanceled(cancelled)).ConfigureAwait(false);
        return await never.Task.ConfigureAwait(false);
    }

    private static async Task<AuditSinkResult> StoreLateAsync(StoreSink sink, TimeProvider clock, AuditSinkBatch batch)
    {
        await Task.Delay(TimeSpan.FromSeconds(20), clock, CancellationToken.None).ConfigureAwait(false);
        return sink.Store(batch, batch.Records.Count);
    }
}
