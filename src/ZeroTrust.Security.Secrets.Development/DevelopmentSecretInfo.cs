namespace ZeroTrust.Security;

/// <summary>A secret of the development store, without its value.</summary>
/// <param name="Name">What references call it.</param>
/// <param name="Fields">The names of its fields, in order; empty for a secret of one value.</param>
/// <param name="ChangedAt">When it was last set; UTC.</param>
public sealed record DevelopmentSecretInfo(string Name, IReadOnlyList<string> Fields, DateTimeOffset ChangedAt);
