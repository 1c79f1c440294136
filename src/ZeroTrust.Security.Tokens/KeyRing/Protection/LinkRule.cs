using ZeroTrust.Security.MountedFiles;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A link in a directory of secrets leads to what is below that directory, as those of Kubernetes do.</summary>
internal static class LinkRule
{
    /// <exception cref="KeyRingStoreException">The file's links lead out of its directory.</exception>
    public static void RefuseEscape(string file)
    {
        var full = Path.GetFullPath(file);
        if (LinkWalk.Follow(full, Path.GetDirectoryName(full)!) is null)
        {
            throw new KeyRingStoreException($"{file} is a link that leads out of its directory.");
        }
    }
}
