namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>A test over outside vectors for each of several cases: skipped by name where they are not to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VectorTheoryAttribute : TheoryAttribute
{
    public VectorTheoryAttribute()
    {
        if (VectorFolder.Path is null)
        {
            Skip = $"The test vectors are not at {VectorFolder.Place}, beside the repository.";
        }
    }
}
