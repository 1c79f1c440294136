namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A link in a directory of secrets leads to what is below that directory, as those of Kubernetes do.</summary>
internal static class LinkRule
{
    // As many as a system follows at most.
    private const int MaxLinks = 40;

    /// <exception cref="KeyRingStoreException">The file's links lead out of its directory.</exception>
    public static void RefuseEscape(string file)
    {
        var full = Path.GetFullPath(file);
        var home = Path.GetDirectoryName(full)!;
        var at = full;
        var links = 0;
        while (FindLink(home, at) is { } link)
        {
            var target = new FileInfo(link).LinkTarget!;
            at = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link)!, target) + at[link.Length..]);
            if (++links == MaxLinks || !IsBelow(at, home))
            {
                throw new KeyRingStoreException($"{file} is a link that leads out of its directory.");
            }
        }
    }

    private static bool IsBelow(string path, string home) =>
        path.StartsWith(Path.EndsInDirectorySeparator(home) ? home : home + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The first part of the path below the directory that is a link.
    private static string? FindLink(string home, string path)
    {
        var start = home.Length + 1;
        while (start < path.Length)
        {
            var end = path.IndexOf(Path.DirectorySeparatorChar, start);
            var part = end < 0 ? path : path[..end];
            if (new FileInfo(part).LinkTarget is not null)
            {
                return part;
            }

            start = part.Length + 1;
        }

        return null;
    }
}
