using System.Globalization;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// Keys in one file of one directory, which several processes may share. Each change writes the file anew, so it is for thousands of keys;
/// for more there are stores of other kinds.
/// </summary>
internal sealed class DirectoryApiKeyStore(IRingFolder folder) : IApiKeyStore
{
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly VersionedFile _file = new(folder, "apikeys", "zerotrust-apikeys 1", MaxBytes);

    public Task<ApiKeyChanges> ReadAsync(string? position, CancellationToken cancellationToken) => GuardAsync(() =>
    {
        var (version, content) = _file.Read(position is null ? null : long.Parse(position, CultureInfo.InvariantCulture));

        // A file that is gone has no keys any more.
        var place = version.ToString(CultureInfo.InvariantCulture);
        return Task.FromResult(content is { } document
            ? new ApiKeyChanges(place, IsEverything: true, ApiKeyDocument.Read(document), [])
            : new ApiKeyChanges(place, IsEverything: version == 0, [], []));
    });

    public Task<bool> TryAddAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ChangeAsync(keys => keys.TryAdd(key), cancellationToken);
    }

    public Task<bool> TryReplaceAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ChangeAsync(keys => keys.TryReplace(key), cancellationToken);
    }

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => ChangeAsync(keys => keys.Remove(id), cancellationToken);

    public Task TouchAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken) =>
        ChangeAsync(keys => keys.Touch(uses), cancellationToken);

    /// <summary>Tells nothing: polling reads the file, and its keys only when it has changed.</summary>
    public IDisposable OnChange(Action changed) => Listening.Nowhere;

    private Task<bool> ChangeAsync(Func<ApiKeySet, bool> change, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        using var held = await _file.LockAsync(cancellationToken).ConfigureAwait(false);
        var (version, content) = _file.Read(known: null);
        var keys = new ApiKeySet(content is { } document ? ApiKeyDocument.Read(document) : []);
        if (!change(keys))
        {
            return false;
        }

        _file.Replace(version + 1, ApiKeyDocument.Write(keys.All));
        return true;
    });

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or KeyRingStoreException or FormatException)
        {
            throw new ApiKeyStoreException($"The store of API keys failed: {fault.Message}", fault);
        }
    }

    private sealed class Listening : IDisposable
    {
        public static readonly Listening Nowhere = new();

        public void Dispose()
        {
        }
    }
}
