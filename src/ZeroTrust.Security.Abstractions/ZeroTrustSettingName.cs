namespace ZeroTrust.Security;

/// <summary>
/// A name that a package reads directly under the <c>ZeroTrust</c> configuration section. A key that no package has declared
/// stops the start, so that a misspelt setting is never silently without effect. Registered as a singleton, one for each name.
/// </summary>
/// <param name="Name">The key, such as <c>Audit</c>; compared without case, as configuration keys are.</param>
public sealed record ZeroTrustSettingName(string Name);
