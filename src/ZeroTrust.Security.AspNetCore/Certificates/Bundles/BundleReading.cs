namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>What came of reading a bundle.</summary>
/// <param name="Bundle">The bundle; null when there is a problem, or when it is the one that is known.</param>
/// <param name="Problem">A sentence for the operator, that goes on from the path; null when there is none.</param>
internal readonly record struct BundleReading(TrustBundle? Bundle, string? Problem);
