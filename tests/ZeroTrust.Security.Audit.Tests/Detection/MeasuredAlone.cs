namespace ZeroTrust.Security.Audit.Tests.Detection;

/// <summary>Tests that measure memory: no other test runs beside them, since what it keeps would be counted.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MeasuredAlone
{
    public const string Name = "alone";
}
