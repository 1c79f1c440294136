namespace ZeroTrust.Security.Secrets;

/// <summary>The version before, for a service that has just started: what was signed with it an hour ago is taken still.</summary>
internal sealed record PreviousVersion(SecretVersion Version, TimeSpan Left)
{
    /// <summary>Reads it from a store that keeps it, while its time lasts: counted from the making of the version in force. Null where there is none, or its time cannot be told.</summary>
    public static async ValueTask<PreviousVersion?> ReadAsync(SecretStore store, string name, TimeProvider clock, CancellationToken stopping)
    {
        if (store.Options.PreviousFor == TimeSpan.Zero)
        {
            return null;
        }

        var list = await store.Call.ListAsync(name, stopping).ConfigureAwait(false);
        if (list.All is not [{ CreatedAt: { } replacedAt }, { } before, ..])
        {
            return null;
        }

        // From the difference: the store says when, and may say the end of all time.
        var left = store.Options.PreviousFor - (clock.GetUtcNow() - replacedAt);
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        var result = await store.Call.GetAsync(new(name) { Version = before.Version }, stopping).ConfigureAwait(false);
        return result.Version is { } version ? new(version, left < store.Options.PreviousFor ? left : store.Options.PreviousFor) : null;
    }
}
