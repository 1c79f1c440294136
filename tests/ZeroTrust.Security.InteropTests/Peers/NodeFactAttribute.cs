namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>A test against packages that run on Node.js. Without them it is skipped by name; <c>tests/run.sh</c> installs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute(string package)
    {
        if (!Directory.Exists(Path.Combine(NodeProcess.Folder, "node_modules", package)))
        {
            Skip = $"needs the npm package {package}; tests/run.sh installs it";
        }
    }
}
