using ZeroTrust.Security.MountedFiles;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Reads the files of a directory. A file is a secret of one value. A mount of Kubernetes below the directory is a secret with a field for each of its files, all read from the one directory that <c>..data</c>
/// leads to. Each time the links are followed anew, and the files read whole: no time stamp says that nothing has changed.
/// </summary>
/// <param name="directory">The full path of the directory.</param>
/// <param name="options">What is taken.</param>
internal sealed class FileSecretProvider(string directory, FileSecretsOptions options) : ISecretProvider
{
    private const string DataLink = "..data";
    private const int Attempts = 20;

    public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(request));
    }

    public IDisposable? OnChange(string name, Action changed) => FileHints.Create(directory, name, changed);

    private SecretResult Read(SecretRequest request)
    {
        var name = request.Name;
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return SecretResult.Refused("The name of a file has no path: add a store for each directory.");
        }

        if (request.Version is not null)
        {
            return SecretResult.Missing("Files keep no versions.");
        }

        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                // Null where a mount was swapped meanwhile: what it was read from may be gone in part.
                if (ReadOnce(name) is { } result)
                {
                    return result;
                }
            }

            return SecretResult.Unavailable($"{name} changes while it is read.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is UnauthorizedAccessException
                ? SecretResult.Refused($"{name} may not be read by this process.")
                : SecretResult.Unavailable($"{name} cannot be read ({fault.GetType().Name}).");
        }
    }

    private SecretResult? ReadOnce(string name)
    {
        var place = Path.Combine(directory, name);
        if (LinkWalk.Follow(place, directory) is not { } path)
        {
            return SecretResult.Refused($"{name} is a link that leads out of its directory.");
        }

        if (Directory.Exists(path))
        {
            return ReadMount(name, place, path);
        }

        try
        {
            var (secret, problem) = SecretFile.Read(path, name, options);
            return secret is null ? problem : SecretResult.Found(new(secret) { Version = VersionOf(path) });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return IsStill(place, path) ? SecretResult.Missing($"There is no file {name}.") : null;
        }
    }

    private SecretResult? ReadMount(string name, string place, string path)
    {
        var link = Path.Combine(path, DataLink);
        var isSwapped = new FileInfo(link).LinkTarget is not null;
        if (!isSwapped && string.Equals(path, place, StringComparison.Ordinal))
        {
            return SecretResult.Refused($"{name} is a directory whose files are not replaced all at once, by a link as that of a mount; a value could be of one version and the next of another.");
        }

        var anchor = isSwapped ? link : place;
        if (LinkWalk.Follow(anchor, directory) is not { } data)
        {
            return SecretResult.Refused($"{name} holds a link that leads out of its directory.");
        }

        var fields = new Dictionary<string, Secret>(StringComparer.Ordinal);
        SecretResult? result = null;
        try
        {
            var problem = ReadFields(name, data, fields);
            result = !IsStill(anchor, data) ? null : problem ?? SecretResult.Found(new(fields) { Version = Path.GetFileName(data) });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            result = IsStill(anchor, data) ? SecretResult.Unavailable($"A file of {name} has gone while it was read.") : null;
        }
        finally
        {
            if (result is not { Outcome: SecretOutcome.Found })
            {
                Array.ForEach([.. fields.Values], static field => field.Dispose());
            }
        }

        return result;
    }

    private SecretResult? ReadFields(string name, string data, Dictionary<string, Secret> fields)
    {
        foreach (var file in Directory.EnumerateFiles(data))
        {
            var field = Path.GetFileName(file);
            if (fields.Count == SecretVersion.MaxFields || LinkWalk.Follow(file, directory) is not { } path)
            {
                return SecretResult.Refused($"{name} has more than {SecretVersion.MaxFields} files, or one that is a link out of the directory.");
            }

            if (!SecretRef.TryParse($"{SecretRef.Prefix}files/{name}#{field}", out _))
            {
                return SecretResult.Malformed($"{name} has a file whose name no reference can have.");
            }

            var (secret, problem) = SecretFile.Read(path, $"{name}/{field}", options);
            if (secret is null)
            {
                return problem;
            }

            fields.Add(field, secret);
        }

        return fields.Count == 0 ? SecretResult.Malformed($"{name} is an empty directory.") : null;
    }

    private bool IsStill(string place, string path) => string.Equals(LinkWalk.Follow(place, directory), path, StringComparison.Ordinal);

    // A mount names the directory of each version; a file that stands by itself has no version.
    private static string? VersionOf(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path)) is { } parent && parent.StartsWith("..", StringComparison.Ordinal) ? parent : null;
}
