using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// The <c>ZeroTrust</c> sections that a feature reads its group of: those of token validation, and those that the feature alone was given.
/// One that both were given is one section.
/// </summary>
internal static class FeatureSections
{
    /// <param name="shared">Those of token validation.</param>
    /// <param name="own">Those that the feature was given.</param>
    /// <returns>Each section once, and whether the feature alone has it.</returns>
    public static IEnumerable<(IConfigurationSection Section, bool IsOwn)> Of(IEnumerable<ZeroTrustSection> shared, params IEnumerable<IConfigurationSection> own) =>
        shared.Select(static section => (section.Configuration, IsOwn: false))
            .Concat(own.Select(static section => (section, IsOwn: true)))
            .DistinctBy(static one => one.Item1.Path, StringComparer.OrdinalIgnoreCase);
}
