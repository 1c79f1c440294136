namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>What a mutation works on.</summary>
internal enum MutationStage
{
    /// <summary>Header and payload as members; signed afterwards.</summary>
    Members,

    /// <summary>Header and payload as bytes; signed afterwards.</summary>
    Bytes,

    /// <summary>The signed token text.</summary>
    Signed,
}
