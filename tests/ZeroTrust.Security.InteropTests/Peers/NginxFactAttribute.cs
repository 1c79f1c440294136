namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>A test against nginx. Without it the test is skipped by name; <c>tests/run.sh</c> installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute()
    {
        if (NginxProxy.Program is null)
        {
            Skip = "needs nginx (Debian package nginx); tests/run.sh installs it";
        }
    }
}
