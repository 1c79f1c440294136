namespace ZeroTrust.Security.AuditShipping;

/// <summary>
/// Stores a batch in as many parts as the target asks for. Where it will not take a part it is given half of it, down to the one record that it does not take: that is
/// put aside, and those behind it go on.
/// </summary>
internal static class BatchParts
{
    public static async ValueTask<AuditSinkResult> StoreAsync(AuditSinkBatch batch, Func<ReadOnlyMemory<AuditSinkRecord>, CancellationToken, ValueTask<PartResult>> store, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<AuditSinkRecord> left = batch.Records.ToArray();
        var aside = new List<AuditAside>();
        var most = left.Length;
        while (!left.IsEmpty)
        {
            var part = left[..Math.Min(most, left.Length)];
            var result = await store(part, cancellationToken).ConfigureAwait(false);
            if (result.IsUnacceptable && part.Length > 1)
            {
                most = part.Length / 2;
                continue;
            }

            if (result.IsUnacceptable)
            {
                result = new(1) { Aside = [new(part.Span[0].Id, result.Reason ?? "not taken")] };
            }

            aside.AddRange(result.Aside);
            left = left[result.Stored..];
            if (result.Stored < part.Length)
            {
                return AuditSinkResult.StoredFirst(batch.Records.Count - left.Length, result.Reason ?? "not stored", result.RetryAfter) with { Aside = aside };
            }
        }

        return AuditSinkResult.StoredAll(batch) with { Aside = aside };
    }
}
