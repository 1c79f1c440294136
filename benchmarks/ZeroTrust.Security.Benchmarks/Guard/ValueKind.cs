namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>What a row's value is. Bytes are exact anywhere; a ratio wants a quiet machine.</summary>
internal enum ValueKind
{
    Ratio,
    Bytes,
}
