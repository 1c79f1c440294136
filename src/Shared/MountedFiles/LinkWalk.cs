namespace ZeroTrust.Security.MountedFiles;

/// <summary>Follows the links of a mounted file, as those of Kubernetes, while they lead to what is below its directory.</summary>
internal static class LinkWalk
{
    // As many as a system follows at most.
    private const int MaxLinks = 40;

    /// <summary>The path with every link below a directory followed.</summary>
    /// <param name="path">The full path of what may stand behind links, below the directory.</param>
    /// <param name="home">The full path of the directory; itself it may stand behind links.</param>
    /// <returns>The path without links below the directory; null where they lead out of it, or in a circle.</returns>
    public static string? Follow(string path, string home)
    {
        var at = path;
        var links = 0;
        while (FindLink(home, at) is { } link)
        {
            var target = new FileInfo(link).LinkTarget ?? "";
            at = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link)!, target) + at[link.Length..]);
            if (++links == MaxLinks || !IsBelow(at, home))
            {
                return null;
            }
        }

        return at;
    }

    private static bool IsBelow(string path, string home) =>
        path.StartsWith(Path.EndsInDirectorySeparator(home) ? home : home + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The first part of the path below the directory that is a link.
    private static string? FindLink(string home, string path)
    {
        var start = Path.EndsInDirectorySeparator(home) ? home.Length : home.Length + 1;
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
