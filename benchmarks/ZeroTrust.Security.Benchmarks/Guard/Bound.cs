namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>On which side of its gate a value must lie.</summary>
internal enum Bound
{
    AtLeast,
    AtMost,
}
