namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Asks several stores in their order, and the next one only where a secret is missing: a store that refuses or does not answer is not passed over, or whoever
/// keeps it from answering would choose the value.
/// </summary>
internal sealed class ChainedProvider(IReadOnlyList<(string Name, ISecretProvider Provider)> links) : ISecretProvider
{
    private const char Mark = ':';

    public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var (name, provider) in links)
        {
            if (request.Version is not null && OwnPart(name, request.Version) is null)
            {
                continue;
            }

            var result = await provider.GetAsync(request with { Version = OwnPart(name, request.Version), KnownVersion = OwnPart(name, request.KnownVersion) }, cancellationToken).ConfigureAwait(false);
            if (result.Outcome != SecretOutcome.Missing)
            {
                return result.Version is { } version ? SecretResult.Found(Named(name, version)) : result;
            }
        }

        return SecretResult.Missing($"None of {string.Join(", ", links.Select(static link => link.Name))} has it.");
    }

    public async ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        foreach (var (store, provider) in links)
        {
            var list = await provider.ListVersionsAsync(name, cancellationToken).ConfigureAwait(false);
            if (list.Outcome == SecretOutcome.Found && list.All.Count > 0)
            {
                return SecretVersionList.Found([.. list.All.Select(version => version with { Version = store + Mark + version.Version })]);
            }

            if (list.Outcome is not (SecretOutcome.Found or SecretOutcome.Missing))
            {
                return list;
            }
        }

        return SecretVersionList.None;
    }

    public IDisposable? OnChange(string name, Action changed)
    {
        var hints = links.Select(link => link.Provider.OnChange(name, changed)).OfType<IDisposable>().ToArray();
        return hints.Length > 0 ? new Hints(hints) : null;
    }

    // What one store calls 3 is something else than what another one calls 3.
    private static string? OwnPart(string store, string? version) =>
        version is not null && version.Length > store.Length && version[store.Length] == Mark && version.StartsWith(store, StringComparison.Ordinal) ? version[(store.Length + 1)..] : null;

    private static SecretVersion Named(string store, SecretVersion version) =>
        new(version.Fields, version.HasValue ? version.Value : null)
        {
            Version = version.Version is { } own ? store + Mark + own : null,
            ExpiresAt = version.ExpiresAt,
            IsLeased = version.IsLeased,
        };

    private sealed class Hints(IDisposable[] all) : IDisposable
    {
        public void Dispose() => Array.ForEach(all, static hint => hint.Dispose());
    }
}
