namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>A test on a disk that is really filled. Where it may not mount one the test is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsAvailable)
        {
            Skip = "needs Linux, unshare of util-linux, and to be root or allowed to make user namespaces: it mounts a small tmpfs of its own";
        }
    }
}
