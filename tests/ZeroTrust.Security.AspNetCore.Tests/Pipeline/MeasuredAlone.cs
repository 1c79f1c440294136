namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Tests that measure memory: no other test runs beside them, since what listens to the framework in one is heard in all.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MeasuredAlone
{
    public const string Name = "alone";
}
