namespace ZeroTrust.Security.Tokens.Tests.Caching;

/// <summary>Tests that measure memory: no other test runs beside them, since its listeners would be heard here and its garbage counted.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MeasuredAlone
{
    public const string Name = "alone";
}
