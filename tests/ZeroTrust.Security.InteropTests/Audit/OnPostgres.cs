namespace ZeroTrust.Security.InteropTests.Audit;

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(nameof(OnPostgres))]
public sealed class OnPostgres : ICollectionFixture<PostgresCluster>;
