using ZeroTrust.Security.ConformanceTests.Vectors;

namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>A test against PostgreSQL. Without it the test is skipped by name; <c>tests/run.sh</c> installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Programs is null)
        {
            Skip = "needs PostgreSQL (Debian package postgresql); tests/run.sh installs it";
        }
    }

    /// <summary>Whether it needs the outside vectors too.</summary>
    public bool WithVectors
    {
        get => false;
        init => Skip ??= value && VectorFolder.Path is null ? $"The test vectors are not at {VectorFolder.Place}, beside the repository." : null;
    }
}
