namespace ZeroTrust.Security;

/// <summary>
/// A name that a package reads directly under the <c>ZeroTrust</c> configuration section. A key that no package has declared
/// stops the start, so that a misspelt setting is never silently without effect. Registered as a singleton, one for each name.
/// </summary>
/// <param name="Name">The key, such as <c>Audit</c>; compared without case, as configuration keys are.</param>
public sealed record ZeroTrustSettingName(string Name)
{
    /// <summary>The section under which the package reads the name, where that is one alone: under another it would be without effect.</summary>
    /// <value>A path such as <c>ZeroTrust</c>. Null by default: whichever section <c>AddZeroTrust</c> is given.</value>
    public string? Section { get; init; }
}
