namespace ZeroTrust.Security.ConformanceTests.Caching;

/// <summary>Tests that keep every processor busy or measure memory: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class RunAlone
{
    public const string Name = "alone";
}
